import numpy as np


def layer_norm_backward(dY, X, gamma, eps=1e-5):
    r"""Gradients of layer norm along the last axis.

    Args:
        dY: gradient of the loss with respect to the output, shape (..., d), float.
        X: the tokens of the forward pass, shape (..., d), same dtype.
        gamma: gains, shape (d,), same dtype.
        eps: what the forward pass added to the variance.
    Returns:
        (dX, dgamma, dbeta) with shapes (..., d), (d,), (d,), same dtype.
    Source: Ba, Kiros & Hinton 2016, for the forward pass.

    >>> dX, dgamma, dbeta = layer_norm_backward(np.ones((1, 2)), np.array([[1.0, 3.0]]), np.ones(2), 0.0)
    >>> dX, dgamma, dbeta
    (array([[0., 0.]]), array([-1.,  1.]), array([1., 1.]))
    """
    ### BEGIN SOLUTION
    tokens = tuple(range(X.ndim - 1))
    centred = X - X.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.mean(centred**2, axis=-1, keepdims=True) + eps)
    normed = centred / spread
    g = dY * gamma
    stretch = normed * np.mean(g * normed, axis=-1, keepdims=True)
    dX = (g - g.mean(axis=-1, keepdims=True) - stretch) / spread
    return dX, (dY * normed).sum(axis=tokens), dY.sum(axis=tokens)
    ### END SOLUTION
