import numpy as np


def cosine_logits(A, B, temperature):
    r"""Cosine of each row of A with each row of B, divided by the temperature.

    Args:
        A: embeddings, shape (n, d), float, no row of zeros.
        B: embeddings, shape (m, d), same dtype, no row of zeros.
        temperature: a positive number.
    Returns:
        The similarities, shape (n, m), same dtype.
    Raises:
        ValueError: the temperature is not positive.
    Source: Chen, Kornblith, Norouzi & Hinton 2020, section 2.1.

    >>> cosine_logits(np.array([[2.0, 0.0]]), np.array([[3.0, 0.0], [0.0, 1.0]]), 0.1)
    array([[10.,  0.]])
    """
    if temperature <= 0:
        raise ValueError(f"cosine_logits: temperature must be positive; got {temperature}.")
    ### BEGIN SOLUTION
    A = A / np.linalg.norm(A, axis=1, keepdims=True)
    B = B / np.linalg.norm(B, axis=1, keepdims=True)
    return A @ B.T / temperature
    ### END SOLUTION


def info_nce(S):
    r"""Mean of the two cross-entropies of a similarity matrix: over its rows and its columns.

    Args:
        S: similarities, shape (n, n), float; the pair that belongs together is on the diagonal.
    Returns:
        The loss, one number.
    Raises:
        ValueError: S is not square.
    Source: van den Oord, Li & Vinyals 2018; in this symmetric form Radford et al. 2021.

    >>> round(float(info_nce(np.zeros((2, 2)))), 4)
    0.6931
    """
    ### BEGIN SOLUTION
    if S.shape[0] != S.shape[1]:
        raise ValueError(f"info_nce: S must be square; got {S.shape}.")
    return -np.diag(log_softmax(S, 1) + log_softmax(S, 0)).mean() / 2
    ### END SOLUTION


def info_nce_gradient(S):
    r"""Gradient of info_nce with respect to the similarities.

    Args:
        S: similarities, shape (n, n), float.
    Returns:
        dS, shape (n, n), dtype of S.
    Source: van den Oord, Li & Vinyals 2018; in this symmetric form Radford et al. 2021.

    >>> info_nce_gradient(np.zeros((2, 2)))
    array([[-0.5,  0.5],
           [ 0.5, -0.5]])
    """
    n = len(S)
    ### BEGIN SOLUTION
    both = np.exp(log_softmax(S, 1)) + np.exp(log_softmax(S, 0))
    return (both - 2 * np.eye(n, dtype=S.dtype)) / (2 * n)
    ### END SOLUTION
