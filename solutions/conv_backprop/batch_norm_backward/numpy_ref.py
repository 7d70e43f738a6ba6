import numpy as np


def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    r"""Normalise each channel over images and places, then scale and shift it.

    Args:
        X: images, shape (n, c, height, width), float.
        gamma, beta: scales and shifts, shape (c,), same dtype.
        running_mean, running_var: statistics for evaluation, shape (c,), same dtype.
        training: True uses the batch's own mean and biased variance, False the running ones.
        momentum: weight of the new value in a running statistic.
        eps: added to the variance.
    Returns:
        (Y, running_mean, running_var): Y of X's shape; the statistics after this batch, updated
        in training with the unbiased variance, unchanged in evaluation. Same dtype.
    Raises:
        ValueError: training with fewer than two values in each channel.
    Source: Ioffe & Szegedy 2015, algorithms 1 and 2.

    >>> X, one = np.array([[[[1.0, 3.0]]]]), np.ones(1)
    >>> Y, mean, var = batch_norm(X, one, 0 * one, 0 * one, one, True, momentum=0.5, eps=0.0)
    >>> Y, mean, var
    (array([[[[-1.,  1.]]]]), array([1.]), array([1.5]))
    """
    ### BEGIN SOLUTION
    mean, var = running_mean, running_var
    if training:
        N = X[:, 0].size
        if N < 2:
            raise ValueError("batch_norm: training needs more than one value in each channel.")
        mean, var = X.mean(axis=(0, 2, 3)), X.var(axis=(0, 2, 3))
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * (N / (N - 1))
    scale = gamma / np.sqrt(var + eps)
    Y = (X - mean[:, None, None]) * scale[:, None, None] + beta[:, None, None]
    return Y, running_mean, running_var
    ### END SOLUTION


def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
    r"""Gradients of batch norm, given the gradient of the loss with respect to its output.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, c, height, width), float.
        X: images of the forward pass, same shape and dtype.
        gamma: scales, shape (c,), same dtype.
        running_mean, running_var: statistics that evaluation uses, shape (c,), same dtype.
        training: which of the two modes the forward pass was in.
        eps: added to the variance.
    Returns:
        (dX, dgamma, dbeta) with shapes (n, c, height, width), (c,), (c,), same dtype.
    Source: Ioffe & Szegedy 2015, section 3.

    >>> X, dY, one = np.array([[[[1.0, 3.0]]]]), np.array([[[[5.0, 0.0]]]]), np.ones(1)
    >>> batch_norm_backward(dY, X, one, one, 4 * one, False, eps=0.0)
    (array([[[[2.5, 0. ]]]]), array([0.]), array([5.]))
    """
    ### BEGIN SOLUTION
    axes = (0, 2, 3)
    mean, var = running_mean, running_var
    if training:
        mean, var = X.mean(axis=axes), X.var(axis=axes)
    root = np.sqrt(var + eps)[:, None, None]
    X_hat = (X - mean[:, None, None]) / root
    dgamma, dbeta = (dY * X_hat).sum(axis=axes), dY.sum(axis=axes)
    D = dY * gamma[:, None, None]
    if training:
        along = (D * X_hat).mean(axis=axes)[:, None, None]
        D = D - D.mean(axis=axes)[:, None, None] - X_hat * along
    return D / root, dgamma, dbeta
    ### END SOLUTION
