import numpy as np


def scaled_log_softmax_backward(dY, Z, s):
    r"""Gradients of $Y = \log \operatorname{softmax}(s Z)$, row by row.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, k), float.
        Z: logits before scaling, shape (n, k), same dtype.
        s: the learned scale, a number.
    Returns:
        (dZ, ds): shape (n, k) and the dtype of Z; and one number.
    Source: Bridle 1990.

    >>> dZ, ds = scaled_log_softmax_backward(np.array([[1.0, 0.0]]), np.array([[0.0, 0.0]]), 2.0)
    >>> dZ, float(ds)
    (array([[ 1., -1.]]), 0.0)
    """
    ### BEGIN SOLUTION
    U = s * Z  # the logits that softmax sees
    E = np.exp(U - U.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    dU = dY - P * dY.sum(axis=1, keepdims=True)
    return s * dU, (dU * Z).sum()
    ### END SOLUTION
