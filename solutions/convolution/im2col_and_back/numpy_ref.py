import numpy as np


def im2col(X, kernel, stride, padding, dilation):
    r"""Write every window of every image as a column.

    Args:
        X: images, shape (n, c, height, width), float.
        kernel: height and width of the window, (k_y, k_x).
        stride: steps of the window, (vertical, horizontal).
        padding: rows of zeros above and below, columns of zeros left and right.
        dilation: distances between neighbouring kernel entries, (vertical, horizontal).
    Returns:
        Columns, shape (n, c * k_y * k_x, windows), same dtype.
    Raises:
        ValueError: the window does not fit.
    Source: Chellapilla, Puri & Simard 2006, section 3.

    >>> im2col(np.array([[[[1.0, 2.0, 3.0]]]]), (1, 2), (1, 1), (0, 0), (1, 1))
    array([[[1., 2.],
            [2., 3.]]])
    """
    n, c, height, width = X.shape
    rows = window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
    across = window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
    (p, q), (k_y, k_x) = padding, kernel
    ### BEGIN SOLUTION
    padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
    windows = padded[:, :, rows[:, None, :, None], across[None, :, None, :]]
    return windows.reshape(n, c * k_y * k_x, rows.shape[1] * across.shape[1])
    ### END SOLUTION


def col2im(columns, height, width, kernel, stride, padding, dilation):
    r"""Add every entry of every column to the pixel it came from: the adjoint of im2col.

    Args:
        columns: shape (n, c * k_y * k_x, windows), float.
        height: height of the images.
        width: width of the images.
        kernel: height and width of the window, (k_y, k_x).
        stride: steps of the window, (vertical, horizontal).
        padding: rows above and below, columns left and right, which are dropped again.
        dilation: distances between neighbouring kernel entries, (vertical, horizontal).
    Returns:
        Images, shape (n, c, height, width), same dtype.
    Raises:
        ValueError: the window does not fit.
    Source: Dumoulin & Visin 2016, chapter 4.

    >>> col2im(np.array([[[1.0, 2.0], [10.0, 20.0]]]), 1, 3, (1, 2), (1, 1), (0, 0), (1, 1))
    array([[[[ 1., 12., 20.]]]])
    """
    rows = window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
    across = window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
    (p, q), (k_y, k_x) = padding, kernel
    n, c = len(columns), columns.shape[1] // (k_y * k_x)
    windows = columns.reshape(n, c, k_y, k_x, rows.shape[1], across.shape[1])
    padded = np.zeros((n, c, height + 2 * p, width + 2 * q), dtype=columns.dtype)
    ### BEGIN SOLUTION
    for i in range(k_y):
        for j in range(k_x):
            padded[:, :, rows[i][:, None], across[j]] += windows[:, :, i, j]
    return padded[:, :, p : p + height, q : q + width]
    ### END SOLUTION
