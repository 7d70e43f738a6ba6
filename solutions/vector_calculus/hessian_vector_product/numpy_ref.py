import numpy as np


def softmax_regression_hvp(V, W, X, lam):
    r"""Hessian of softmax regression's loss at W, times the direction V, without the Hessian.

    Args:
        V: direction, shape (d, k), float.
        W: weights, shape (d, k), same dtype.
        X: batch, shape (n, d), same dtype.
        lam: strength of the penalty, a number.
    Returns:
        H V, shape (d, k), same dtype.
    Raises:
        ValueError: V has not the shape of W.
    Source: Pearlmutter 1994.

    >>> softmax_regression_hvp(np.eye(1, 2), np.zeros((1, 2)), np.ones((1, 1)), 0.0)
    array([[ 0.25, -0.25]])
    """
    if V.shape != W.shape:
        raise ValueError(f"softmax_regression_hvp: V must have shape {W.shape}; got {V.shape}.")
    ### BEGIN SOLUTION
    Z = X @ W
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True)
    Z_dot = X @ V
    P_dot = P * (Z_dot - (P * Z_dot).sum(axis=1, keepdims=True))
    return X.T @ P_dot / len(X) + lam * V
    ### END SOLUTION


def hvp_by_differences(gradient, w, v, h):
    r"""Hessian times v by a central difference of the gradient, with a step of length h.

    Args:
        gradient: function of an array of the shape of w; returns the gradient there.
        w: the point, any shape, float.
        v: direction, shape of w, float; its length does not matter.
        h: length of the step, positive.
    Returns:
        H v, shape of w, float64; zeros if v is zero.
    Raises:
        ValueError: v has not the shape of w.
    Source: Pearlmutter 1994.

    >>> hvp_by_differences(lambda w: 3 * w, np.array([1.0, 2.0]), np.array([0.0, 5.0]), 0.5)
    array([ 0., 15.])
    """
    if v.shape != w.shape:
        raise ValueError(f"hvp_by_differences: v must have shape {w.shape}; got {v.shape}.")
    ### BEGIN SOLUTION
    w, v = w.astype(np.float64), v.astype(np.float64)
    length = np.linalg.norm(v)
    if length == 0:
        return np.zeros_like(w)
    step = h * (v / length)
    return length * (gradient(w + step) - gradient(w - step)) / (2 * h)
    ### END SOLUTION
