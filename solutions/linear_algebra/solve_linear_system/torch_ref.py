import math

import torch


def solve(A, b):
    r"""Solve $Ax = b$ by elimination with row exchanges.

    Args:
        A: matrix, shape (n, n), float tensor.
        b: right-hand side, shape (n,), same dtype.
    Returns:
        x, shape (n,), same dtype, with a backward error of a few units of rounding.
    Raises:
        ValueError: the shapes do not fit, or a pivot is exactly 0.
    Source: Trefethen & Bau 1997, lecture 21.

    >>> solve(torch.tensor([[0.0, 2.0], [1.0, 0.0]]), torch.tensor([6.0, 5.0]))
    tensor([5., 3.])
    """
    if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (A.shape[0],):
        shapes = f"{tuple(A.shape)} and {tuple(b.shape)}"
        raise ValueError(f"solve: expected A (n, n) and b (n,); got {shapes}.")
    n = len(b)
    row = torch.arange(n)
    M = torch.cat([A, b[:, None]], dim=1)
    for k in range(n):
        ### BEGIN SOLUTION
        pivot = k + int(M[k:, k].abs().argmax())
        if M[pivot, k] == 0:
            raise ValueError(f"solve: A is singular: no pivot is left in column {k}.")
        order = torch.where(row == k, pivot, torch.where(row == pivot, k, row))
        M = M[order]
        factors = torch.where(row > k, M[:, k] / M[k, k], 0)
        M = M - factors[:, None] * M[k]
        ### END SOLUTION
    U, y = M[:, :n], M[:, n]
    for k in reversed(range(n)):  # y loses the part of the unknown k, in the rows above
        y = y - torch.where(row < k, U[:, k] * (y[k] / U[k, k]), 0)
    return y / U.diagonal()


def backward_error(A, x, b):
    r"""Relative residual $\lVert b - Ax \rVert / (\lVert A \rVert \lVert x \rVert + \lVert b \rVert)$.

    Args:
        A: matrix, shape (n, n), float tensor.
        x: a solution of whatever origin, shape (n,), same dtype.
        b: right-hand side, shape (n,), same dtype.
    Returns:
        One number, 0 if x is exact; 0 if the denominator is 0.
    Source: Rigal & Gaches 1967, with the spectral norm.

    >>> backward_error(torch.tensor([[2.0]]), torch.tensor([1.0]), torch.tensor([3.0]))
    tensor(0.2000)
    """
    ### BEGIN SOLUTION
    scale = torch.linalg.norm(A, 2) * torch.linalg.norm(x) + torch.linalg.norm(b)
    return torch.linalg.norm(b - A @ x) / scale if scale > 0 else 0.0
    ### END SOLUTION


def condition_number(A):
    r"""Largest over smallest singular value.

    Args:
        A: matrix, shape (n, d), float tensor.
    Returns:
        One number, at least 1; infinity if the smallest singular value is 0.
    Source: Trefethen & Bau 1997, lecture 12.

    >>> condition_number(torch.tensor([[3.0, 0.0], [0.0, 0.5]]))
    tensor(6.)
    """
    ### BEGIN SOLUTION
    s = torch.linalg.svdvals(A)
    return s[0] / s[-1] if s[-1] > 0 else math.inf
    ### END SOLUTION
