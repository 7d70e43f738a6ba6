import numpy as np


def best_rank_k(A, k):
    r"""The matrix of rank k that is closest to A.

    Args:
        A: matrix, shape (n, d), float.
        k: rank, from 0 to min(n, d).
    Returns:
        A_k, shape (n, d), same dtype.
    Raises:
        ValueError: k is outside its range.
    Source: Eckart & Young 1936.

    >>> best_rank_k(np.diag([2.0, 1.0]), 1)
    array([[2., 0.],
           [0., 0.]])
    """
    ### BEGIN SOLUTION
    if not 0 <= k <= min(A.shape):
        raise ValueError(f"best_rank_k: k must be from 0 to {min(A.shape)}; got {k}.")
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] * s[:k] @ Vt[:k]
    ### END SOLUTION


def rank_k_errors(A, k):
    r"""Distance from A to the closest matrix of rank k, in two norms.

    Args:
        A: matrix, shape (n, d), float.
        k: rank, from 0 to min(n, d).
    Returns:
        (spectral, frobenius), two numbers.
    Raises:
        ValueError: k is outside its range.
    Source: Eckart & Young 1936; Mirsky 1960 for all norms of this kind.

    >>> rank_k_errors(np.diag([2.0, 1.0]), 1)
    (1.0, 1.0)
    """
    ### BEGIN SOLUTION
    if not 0 <= k <= min(A.shape):
        raise ValueError(f"rank_k_errors: k must be from 0 to {min(A.shape)}; got {k}.")
    tail = np.linalg.svd(A, compute_uv=False)[k:]
    return tail.max() if len(tail) else 0.0, np.linalg.norm(tail)
    ### END SOLUTION


def smallest_rank(A, tolerance):
    r"""Smallest rank whose relative Frobenius error is at most the tolerance.

    Args:
        A: matrix, shape (n, d), n and d at least 1, float.
        tolerance: at least 0; 0.1 allows an error of a tenth of A's norm.
    Returns:
        k, an integer from 0 to min(n, d).
    Raises:
        ValueError: the tolerance is negative.
    Source: Eckart & Young 1936.

    >>> smallest_rank(np.diag([4.0, 3.0]), 0.7)
    1
    """
    ### BEGIN SOLUTION
    if tolerance < 0:
        raise ValueError(f"smallest_rank: tolerance must be at least 0; got {tolerance}.")
    s = np.linalg.svd(A, compute_uv=False)
    limit = tolerance * np.linalg.norm(s)
    return sum(1 for k in range(len(s)) if np.linalg.norm(s[k:]) > limit)
    ### END SOLUTION
