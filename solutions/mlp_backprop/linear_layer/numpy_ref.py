import numpy as np


def linear_forward(X, W, b):
    r"""Apply a linear layer to a batch: $Y = XW + b$.

    Args:
        X: batch, shape (n, d_in), float.
        W: weights, shape (d_in, d_out), same dtype.
        b: bias, shape (d_out,), same dtype.
    Returns:
        Y, shape (n, d_out), same dtype.
    Raises:
        ValueError: the shapes do not fit; a bias that would broadcast, such as (1,), is refused.
    Source: Goodfellow, Bengio & Courville 2016, section 6.5.

    >>> linear_forward(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]), np.array([5.0]))
    array([[16.]])
    """
    if X.ndim != 2 or W.ndim != 2 or X.shape[1] != W.shape[0] or b.shape != (W.shape[1],):
        raise ValueError(
            "linear_forward: expected X (n, d_in), W (d_in, d_out), b (d_out,); "
            f"got {X.shape}, {W.shape}, {b.shape}."
        )
    ### BEGIN SOLUTION
    return X @ W + b
    ### END SOLUTION


def linear_backward(dY, X, W):
    r"""Gradients of a linear layer, given the gradient of the loss with respect to its output.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, d_out), float.
        X: the batch of the forward pass, shape (n, d_in), same dtype.
        W: weights, shape (d_in, d_out), same dtype.
    Returns:
        (dX, dW, db) with shapes (n, d_in), (d_in, d_out), (d_out,), same dtype. Sums over the
        batch, no mean: a mean belongs to the loss and is already inside dY.
    Raises:
        ValueError: dY is not of shape (n, d_out).
    Source: Goodfellow, Bengio & Courville 2016, section 6.5.

    >>> dX, dW, db = linear_backward(np.array([[2.0]]), np.array([[5.0]]), np.array([[3.0]]))
    >>> dX, dW, db
    (array([[6.]]), array([[10.]]), array([2.]))
    """
    expected = (X.shape[0], W.shape[1])
    if dY.shape != expected:
        raise ValueError(f"linear_backward: expected dY of shape {expected}; got {dY.shape}.")
    dX = dY @ W.T
    ### BEGIN SOLUTION
    dW = X.T @ dY
    db = dY.sum(axis=0)
    ### END SOLUTION
    return dX, dW, db
