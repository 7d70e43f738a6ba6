import numpy as np


def unbroadcast(dY, shape):
    """Gradient for an array that was broadcast: the sum over all its copies.

    Args:
        dY: gradient for the broadcast array, any shape, float.
        shape: shape of the array before broadcasting, a tuple.
    Returns:
        Gradient of this shape, same dtype as dY.
    Raises:
        ValueError: an array of this shape cannot be broadcast to the shape of dY.
    Source: Harris et al. 2020, for the rules of broadcasting.

    >>> unbroadcast(np.array([[1.0, 2.0], [3.0, 4.0]]), (2,))
    array([4., 6.])
    """
    ### BEGIN SOLUTION
    padded = (1,) * (dY.ndim - len(shape)) + tuple(shape)
    if len(padded) > dY.ndim or any(s not in (1, d) for s, d in zip(padded, dY.shape)):
        raise ValueError(f"unbroadcast: {shape} cannot be broadcast to {dY.shape}.")
    copied = tuple(i for i, s in enumerate(padded) if s == 1)
    return dY.sum(axis=copied).reshape(shape)
    ### END SOLUTION
