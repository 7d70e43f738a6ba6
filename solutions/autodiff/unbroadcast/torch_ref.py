import torch


def unbroadcast(dY, shape):
    """Gradient for a tensor that was broadcast: the sum over all its copies.

    Args:
        dY: gradient for the broadcast tensor, any shape, float.
        shape: shape of the tensor before broadcasting, a tuple.
    Returns:
        Gradient of this shape, same dtype as dY.
    Raises:
        ValueError: a tensor of this shape cannot be broadcast to the shape of dY.
    Source: Harris et al. 2020, for the rules of broadcasting.

    >>> unbroadcast(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), (2,))
    tensor([4., 6.])
    """
    ### BEGIN SOLUTION
    padded = (1,) * (dY.ndim - len(shape)) + tuple(shape)
    if len(padded) > dY.ndim or any(s not in (1, d) for s, d in zip(padded, dY.shape)):
        raise ValueError(f"unbroadcast: {shape} cannot be broadcast to {tuple(dY.shape)}.")
    for axis, size in enumerate(padded):
        if size == 1:
            dY = dY.sum(dim=axis, keepdim=True)
    return dY.reshape(shape)
    ### END SOLUTION
