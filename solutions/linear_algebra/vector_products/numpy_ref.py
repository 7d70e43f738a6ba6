import numpy as np


def dot(A, B):
    r"""Dot product of each pair of rows.

    Args:
        A: n vectors, shape (n, d), float.
        B: n vectors, shape (n, d), same dtype.
    Returns:
        n numbers, shape (n,), same dtype.
    Raises:
        ValueError: A and B are not matrices of one shape.
    Source: Goodfellow, Bengio & Courville 2016, section 2.2.

    >>> dot(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]))
    array([11.])
    """
    if A.ndim != 2 or A.shape != B.shape:
        raise ValueError(f"dot: A and B must both be (n, d); got {A.shape} and {B.shape}.")
    ### BEGIN SOLUTION
    return (A * B).sum(axis=1)
    ### END SOLUTION


def cross(A, B):
    r"""Cross product of each pair of rows.

    Args:
        A: n vectors of three components, shape (n, 3), float.
        B: n vectors of three components, shape (n, 3), same dtype.
    Returns:
        n vectors, each orthogonal to its pair, shape (n, 3), same dtype.
    Raises:
        ValueError: A and B are not both (n, 3).
    Source: a repair of document 002, section 5.1.

    >>> cross(np.array([[1.0, 0.0, 0.0]]), np.array([[0.0, 1.0, 0.0]]))
    array([[0., 0., 1.]])
    """
    if A.ndim != 2 or A.shape != B.shape or A.shape[1] != 3:
        raise ValueError(f"cross: A and B must both be (n, 3); got {A.shape} and {B.shape}.")
    ### BEGIN SOLUTION
    return A[:, [1, 2, 0]] * B[:, [2, 0, 1]] - A[:, [2, 0, 1]] * B[:, [1, 2, 0]]
    ### END SOLUTION


def unit_rows(A):
    r"""Divide each row by its length.

    Args:
        A: n vectors, shape (n, d), d at least 1, float.
    Returns:
        Unit vectors, shape (n, d), same dtype; a zero row stays zero. Lengths up to the largest
        float neither overflow nor underflow.
    Source: the definition of the norm; the scaling as in the BLAS function nrm2.

    >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]]))
    array([[0.6, 0.8],
           [0. , 0. ]])
    """
    ### BEGIN SOLUTION
    largest = np.abs(A).max(axis=1, keepdims=True)
    scaled = A / np.where(largest > 0, largest, 1)
    squares = (scaled**2).sum(axis=1, keepdims=True)
    return scaled / np.sqrt(np.where(squares > 0, squares, 1))
    ### END SOLUTION


def cosine(A, B):
    r"""Cosine of the angle between each pair of rows.

    Args:
        A: n vectors, shape (n, d), float.
        B: n vectors, shape (n, d), same dtype.
    Returns:
        n numbers from -1 to 1, shape (n,), same dtype; 0 where a vector is zero.
    Raises:
        ValueError: A and B are not matrices of one shape.
    Source: Salton & Buckley 1988, for documents as vectors.

    >>> cosine(np.array([[1.0, 0.0]]), np.array([[-5.0, 0.0]]))
    array([-1.])
    """
    if A.ndim != 2 or A.shape != B.shape:
        raise ValueError(f"cosine: A and B must both be (n, d); got {A.shape} and {B.shape}.")
    ### BEGIN SOLUTION
    return np.clip((unit_rows(A) * unit_rows(B)).sum(axis=1), -1, 1)
    ### END SOLUTION
