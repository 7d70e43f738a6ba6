import torch


def residual_gradients(A, X, B, C):
    r"""Gradients of $\lVert AXB - C \rVert_F^2$ with respect to all four matrices.

    Written out: no autograd.

    Args:
        A: shape (n, d), float tensor.
        X: shape (d, e), same dtype.
        B: shape (e, k), same dtype.
        C: shape (n, k), same dtype.
    Returns:
        (dA, dX, dB, dC), each of its matrix's shape and dtype.
    Source: Magnus & Neudecker 2019, chapter 9.

    >>> one = torch.ones(1, 1)
    >>> [g.item() for g in residual_gradients(2 * one, 3 * one, one, one)]
    [30.0, 20.0, 60.0, -10.0]
    """
    R = A @ X @ B - C
    ### BEGIN SOLUTION
    dR = 2 * R
    return dR @ (X @ B).T, A.T @ dR @ B.T, (A @ X).T @ dR, -dR
    ### END SOLUTION


def log_det_gradient(X):
    r"""Gradient of $\log|\det X|$.

    Written out: no autograd.

    Args:
        X: an invertible matrix, shape (d, d), float tensor.
    Returns:
        The gradient, shape (d, d), same dtype.
    Source: Magnus & Neudecker 2019, chapter 8.

    >>> log_det_gradient(torch.tensor([[2.0]]))
    tensor([[0.5000]])
    """
    ### BEGIN SOLUTION
    return torch.linalg.inv(X).T
    ### END SOLUTION


def trace_inverse_gradient(X, A):
    r"""Gradient of $\operatorname{tr}(X^{-1} A)$ with respect to X.

    Written out: no autograd.

    Args:
        X: an invertible matrix, shape (d, d), float tensor.
        A: shape (d, d), same dtype.
    Returns:
        The gradient, shape (d, d), same dtype.
    Source: Magnus & Neudecker 2019, chapter 9.

    >>> trace_inverse_gradient(torch.tensor([[2.0]]), torch.tensor([[3.0]]))
    tensor([[-0.7500]])
    """
    ### BEGIN SOLUTION
    inverse = torch.linalg.inv(X)
    return -(inverse @ A @ inverse).T
    ### END SOLUTION
