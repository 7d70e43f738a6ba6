import numpy as np


def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
    r"""Gradients of a convolutional layer, given the gradient of the loss with respect to Y.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, c_out, height_out, width_out), float.
        X: images of the forward pass, shape (n, c_in, height, width), same dtype.
        W: kernels, shape (c_out, c_in, k_y, k_x), same dtype.
        stride: steps of the window, (vertical, horizontal).
        padding: rows of zeros above and below, columns of zeros left and right.
    Returns:
        (dX, dW, db) with the shapes of X and W and (c_out,), same dtype. Sums over the batch.
    Raises:
        ValueError: dY has not the shape of the output, or the kernel does not fit.
    Source: Dumoulin & Visin 2016, chapter 4.

    >>> one = np.ones((1, 1, 1, 1))
    >>> dX, dW, db = conv2d_backward(2 * one, 3 * one, 5 * one)
    >>> dX.item(), dW.item(), db.item()
    (10.0, 6.0, 2.0)
    """
    rows, columns = output_sizes(X, W, stride, padding)
    expected = (len(X), len(W), rows, columns)
    if dY.shape != expected:
        raise ValueError(f"conv2d_backward: expected dY of shape {expected}; got {dY.shape}.")
    (p, q), (height, width) = padding, X.shape[2:]
    padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
    d_padded, dW = np.zeros_like(padded), np.zeros_like(W)
    db = dY.sum(axis=(0, 2, 3))
    ### BEGIN SOLUTION
    for i in range(W.shape[2]):
        down = np.arange(rows) * stride[0] + i
        for j in range(W.shape[3]):
            across = np.arange(columns) * stride[1] + j
            met = padded[:, :, down[:, None], across]
            dW[:, :, i, j] = np.einsum("noyx,ncyx->oc", dY, met)
            d_padded[:, :, down[:, None], across] += np.einsum("noyx,oc->ncyx", dY, W[:, :, i, j])
    dX = d_padded[:, :, p : p + height, q : q + width]
    ### END SOLUTION
    return dX, dW, db
