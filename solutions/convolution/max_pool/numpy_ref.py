import numpy as np


def max_pool2d(X, size, stride, padding=(0, 0)):
    r"""Largest entry of each window of each channel; the padding never wins.

    Args:
        X: images, shape (n, c, height, width), float.
        size: height and width of the window.
        stride: steps of the window, (vertical, horizontal).
        padding: rows above and below, columns left and right; at most half of the window.
    Returns:
        Shape (n, c, height_out, width_out), same dtype.
    Raises:
        ValueError: X has not four axes, the padding is too large, or no window fits.
    Source: Goodfellow, Bengio & Courville 2016, section 9.3.

    >>> max_pool2d(np.array([[[[1.0, 3.0, 2.0, 0.0]]]]), (1, 2), (1, 2))
    array([[[[3., 2.]]]])
    """
    rows, columns = pooled_sizes(X, size, stride, padding)
    (p, q), (down, across) = padding, stride
    ### BEGIN SOLUTION
    padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)), constant_values=-np.inf)
    largest = np.full((rows, columns), -np.inf, dtype=X.dtype)
    for i in range(size[0]):
        for j in range(size[1]):
            ys, xs = i + down * np.arange(rows), j + across * np.arange(columns)
            largest = np.maximum(largest, padded[:, :, ys[:, None], xs])
    return largest
    ### END SOLUTION


def average_pool2d(X, size, stride, padding=(0, 0)):
    r"""Mean over those pixels of each window that belong to the image.

    Args:
        X: images, shape (n, c, height, width), float.
        size: height and width of the window.
        stride: steps of the window, (vertical, horizontal).
        padding: rows above and below, columns left and right; at most half of the window.
    Returns:
        Shape (n, c, height_out, width_out), same dtype.
    Raises:
        ValueError: X has not four axes, the padding is too large, or no window fits.

    >>> average_pool2d(np.array([[[[1.0, 3.0, 2.0, 0.0]]]]), (1, 2), (1, 2))
    array([[[[2., 1.]]]])
    """
    rows, columns = pooled_sizes(X, size, stride, padding)
    (p, q), (down, across) = padding, stride
    padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
    inside = np.pad(np.ones(X.shape[2:], dtype=X.dtype), ((p, p), (q, q)))
    ### BEGIN SOLUTION
    total = count = np.zeros((rows, columns), dtype=X.dtype)
    for i in range(size[0]):
        for j in range(size[1]):
            ys, xs = i + down * np.arange(rows), j + across * np.arange(columns)
            total = total + padded[:, :, ys[:, None], xs]
            count = count + inside[ys[:, None], xs]
    return total / count
    ### END SOLUTION
