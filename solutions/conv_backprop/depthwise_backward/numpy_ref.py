import numpy as np


def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
    r"""Gradients of a depthwise convolution, given the gradient of the loss with respect to Y.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, c, height_out, width_out), float.
        X: images of the forward pass, shape (n, c, height, width), same dtype.
        W: one kernel for each channel, shape (c, k_y, k_x), same dtype.
        stride: steps of the window, (vertical, horizontal).
        padding: rows of zeros above and below, columns of zeros left and right.
    Returns:
        (dX, dW) with the shapes of X and W, same dtype. Sums over the batch.
    Raises:
        ValueError: dY has not the shape of the output.
    Source: Howard et al. 2017, section 3.1; Dumoulin & Visin 2016, chapter 4.

    >>> X, W, dY = np.array([[[[1.0, 2.0]]]]), np.array([[[3.0, 4.0]]]), np.array([[[[10.0]]]])
    >>> depthwise_backward(dY, X, W)
    (array([[[[30., 40.]]]]), array([[[10., 20.]]]))
    """
    ### BEGIN SOLUTION
    (p, q), (k_y, k_x), (height, width) = padding, W.shape[1:], X.shape[2:]
    rows, columns = (
        (d + 2 * e - k) // s + 1 for d, e, k, s in zip(X.shape[2:], padding, W.shape[1:], stride)
    )
    if dY.shape != (*X.shape[:2], rows, columns):
        raise ValueError(f"depthwise_backward: dY of shape {dY.shape} does not fit.")
    padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
    d_padded, dW = np.zeros_like(padded), np.zeros_like(W)
    for i in range(k_y):
        down = np.arange(rows)[:, None] * stride[0] + i
        for j in range(k_x):
            across = np.arange(columns) * stride[1] + j
            dW[:, i, j] = (dY * padded[:, :, down, across]).sum(axis=(0, 2, 3))
            d_padded[:, :, down, across] += dY * W[:, i, j, None, None]
    return d_padded[:, :, p : p + height, q : q + width], dW
    ### END SOLUTION
