import math

import numpy as np


def solve(A, b):
    r"""Solve $Ax = b$ by elimination with row exchanges.

    Args:
        A: matrix, shape (n, n), float.
        b: right-hand side, shape (n,), same dtype.
    Returns:
        x, shape (n,), same dtype, with a backward error of a few units of rounding.
    Raises:
        ValueError: the shapes do not fit, or a pivot is exactly 0.
    Source: Trefethen & Bau 1997, lecture 21.

    >>> solve(np.array([[0.0, 2.0], [1.0, 0.0]]), np.array([6.0, 5.0]))
    array([5., 3.])
    """
    if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (A.shape[0],):
        raise ValueError(f"solve: expected A (n, n) and b (n,); got {A.shape} and {b.shape}.")
    n = len(b)
    row = np.arange(n)
    M = np.hstack([A, b[:, None]])
    for k in range(n):
        ### BEGIN SOLUTION
        pivot = k + int(np.abs(M[k:, k]).argmax())
        if M[pivot, k] == 0:
            raise ValueError(f"solve: A is singular: no pivot is left in column {k}.")
        order = np.where(row == k, pivot, np.where(row == pivot, k, row))
        M = M[order]
        factors = np.where(row > k, M[:, k] / M[k, k], 0)
        M = M - factors[:, None] * M[k]
        ### END SOLUTION
    U, y = M[:, :n], M[:, n]
    for k in reversed(range(n)):  # y loses the part of the unknown k, in the rows above
        y = y - np.where(row < k, U[:, k] * (y[k] / U[k, k]), 0)
    return y / U.diagonal()


def backward_error(A, x, b):
    r"""Relative residual $\lVert b - Ax \rVert / (\lVert A \rVert \lVert x \rVert + \lVert b \rVert)$.

    Args:
        A: matrix, shape (n, n), float.
        x: a solution of whatever origin, shape (n,), same dtype.
        b: right-hand side, shape (n,), same dtype.
    Returns:
        One number, 0 if x is exact; 0 if the denominator is 0.
    Source: Rigal & Gaches 1967, with the spectral norm.

    >>> backward_error(np.array([[2.0]]), np.array([1.0]), np.array([3.0]))
    0.2
    """
    ### BEGIN SOLUTION
    scale = np.linalg.norm(A, 2) * np.linalg.norm(x) + np.linalg.norm(b)
    return np.linalg.norm(b - A @ x) / scale if scale > 0 else 0.0
    ### END SOLUTION


def condition_number(A):
    r"""Largest over smallest singular value.

    Args:
        A: matrix, shape (n, d), float.
    Returns:
        One number, at least 1; infinity if the smallest singular value is 0.
    Source: Trefethen & Bau 1997, lecture 12.

    >>> condition_number(np.array([[3.0, 0.0], [0.0, 0.5]]))
    6.0
    """
    ### BEGIN SOLUTION
    s = np.linalg.svd(A, compute_uv=False)
    return s[0] / s[-1] if s[-1] > 0 else math.inf
    ### END SOLUTION
