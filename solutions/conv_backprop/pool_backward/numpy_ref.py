import numpy as np


def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
    r"""Send each window's gradient to the pixel that won it; among equals to the first.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, c, height_out, width_out), float.
        X: images of the forward pass, shape (n, c, height, width), same dtype, finite.
        size: height and width of the window.
        stride: steps of the window, (vertical, horizontal).
        padding: rows above and below, columns left and right; at most half of the window.
    Returns:
        dX, shape and dtype of X. Where windows overlap, their gradients are added.
    Raises:
        ValueError: dY has not the shape of the output, or X cannot be pooled.
    Source: Goodfellow, Bengio & Courville 2016, section 9.3.

    >>> max_pool2d_backward(np.array([[[[7.0]]]]), np.array([[[[1.0, 3.0, 2.0]]]]), (1, 3), (1, 1))
    array([[[[0., 7., 0.]]]])
    """
    rows, columns = pooling_places(X, size, stride, padding)
    if dY.shape != (*X.shape[:2], rows, columns):
        raise ValueError(f"max_pool2d_backward: dY of shape {dY.shape} does not fit.")
    (n, c, height, width), (k_y, k_x), (p, q) = X.shape, size, padding
    padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)), constant_values=-np.inf)
    top, left = np.arange(rows) * stride[0], np.arange(columns) * stride[1]
    d_padded = np.zeros_like(padded)
    ### BEGIN SOLUTION
    ys, xs = top[:, None] + np.arange(k_y), left[:, None] + np.arange(k_x)
    windows = padded[:, :, ys[:, None, :, None], xs[:, None, :]]
    first = windows.reshape(n, c, rows, columns, k_y * k_x).argmax(axis=4)
    y, x = top[:, None] + first // k_x, left + first % k_x
    image, channel = np.arange(n)[:, None, None, None], np.arange(c)[:, None, None]
    np.add.at(d_padded, (image, channel, y, x), dY)
    ### END SOLUTION
    return d_padded[:, :, p : p + height, q : q + width]


def average_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
    r"""Share each window's gradient equally among its pixels that belong to the image.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, c, height_out, width_out), float.
        X: images of the forward pass, shape (n, c, height, width), same dtype, finite.
        size: height and width of the window.
        stride: steps of the window, (vertical, horizontal).
        padding: rows above and below, columns left and right; at most half of the window.
    Returns:
        dX, shape and dtype of X. Where windows overlap, their gradients are added.
    Raises:
        ValueError: dY has not the shape of the output, or X cannot be pooled.

    >>> average_pool2d_backward(np.array([[[[6.0]]]]), np.array([[[[1.0, 3.0, 2.0]]]]), (1, 3), (1, 1))
    array([[[[2., 2., 2.]]]])
    """
    rows, columns = pooling_places(X, size, stride, padding)
    if dY.shape != (*X.shape[:2], rows, columns):
        raise ValueError(f"average_pool2d_backward: dY of shape {dY.shape} does not fit.")
    (n, c, height, width), (k_y, k_x), (p, q) = X.shape, size, padding
    inside = np.pad(np.ones(X.shape[2:], dtype=X.dtype), ((p, p), (q, q)))
    top, left = np.arange(rows) * stride[0], np.arange(columns) * stride[1]
    d_padded = np.zeros((n, c, height + 2 * p, width + 2 * q), dtype=X.dtype)
    ### BEGIN SOLUTION
    ys, xs = top[:, None] + np.arange(k_y), left[:, None] + np.arange(k_x)
    share = dY / inside[ys[:, None, :, None], xs[:, None, :]].sum(axis=(2, 3))
    for i in range(k_y):
        for j in range(k_x):
            d_padded[:, :, (top + i)[:, None], left + j] += share
    ### END SOLUTION
    return d_padded[:, :, p : p + height, q : q + width]
