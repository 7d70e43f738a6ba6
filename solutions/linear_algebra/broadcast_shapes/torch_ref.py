import torch


def broadcast_shapes(shapes):
    r"""Shape of what comes out when arrays of these shapes meet.

    Args:
        shapes: a list of tuples of integers, each at least 0.
    Returns:
        A tuple of integers, as long as the longest shape.
    Raises:
        ValueError: two sizes that are not 1 differ on an axis; the message holds them.
    Source: Harris et al. 2020, Array programming with NumPy.

    >>> broadcast_shapes([(5, 1, 4), (3, 1)])
    (5, 3, 4)
    """
    ### BEGIN SOLUTION
    result = ()
    for axis in range(1, max(map(len, shapes), default=0) + 1):
        sizes = {shape[-axis] for shape in shapes if len(shape) >= axis} - {1}
        if len(sizes) > 1:
            raise ValueError(f"broadcast_shapes: sizes {sorted(sizes)} on axis -{axis} differ.")
        result = (*sizes, *result) if sizes else (1, *result)
    return result
    ### END SOLUTION


def squared_distances(X, Y):
    r"""Squared Euclidean distance of every row of X from every row of Y.

    Args:
        X: n points, shape (n, d), float tensor.
        Y: m points, shape (m, d), same dtype.
    Returns:
        D, shape (n, m), same dtype; no digit is lost far from the origin.
    Raises:
        ValueError: X or Y is not a matrix, or d differs.
    Source: the definition.

    >>> squared_distances(torch.tensor([[0.0, 0.0]]), torch.tensor([[3.0, 4.0], [0.0, 1.0]]))
    tensor([[25.,  1.]])
    """
    ### BEGIN SOLUTION
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        shapes = f"{tuple(X.shape)}, {tuple(Y.shape)}"
        raise ValueError(f"squared_distances: (n, d) and (m, d), please; got {shapes}.")
    return ((X[:, None, :] - Y[None, :, :]) ** 2).sum(dim=2)
    ### END SOLUTION
