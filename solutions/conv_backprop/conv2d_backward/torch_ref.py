import torch
import torch.nn.functional as F


def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
    r"""Gradients of a convolutional layer, given the gradient of the loss with respect to Y.

    Write the gradients yourself: no autograd, no torch.nn.grad, no F.conv_transpose2d.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, c_out, height_out, width_out), float.
        X: images of the forward pass, shape (n, c_in, height, width), same dtype.
        W: kernels, shape (c_out, c_in, k_y, k_x), same dtype.
        stride: steps of the window, (vertical, horizontal).
        padding: rows of zeros above and below, columns of zeros left and right.
    Returns:
        (dX, dW, db) with the shapes of X and W and (c_out,), same dtype and device. Sums over
        the batch.
    Raises:
        ValueError: dY has not the shape of the output, or the kernel does not fit.
    Source: Dumoulin & Visin 2016, chapter 4.

    >>> one = torch.ones(1, 1, 1, 1)
    >>> dX, dW, db = conv2d_backward(2 * one, 3 * one, 5 * one)
    >>> dX.item(), dW.item(), db.item()
    (10.0, 6.0, 2.0)
    """
    rows, columns = output_sizes(X, W, stride, padding)
    expected = (len(X), len(W), rows, columns)
    if tuple(dY.shape) != expected:
        raise ValueError(
            f"conv2d_backward: expected dY of shape {expected}; got {tuple(dY.shape)}."
        )
    (p, q), (height, width) = padding, X.shape[2:]
    padded = F.pad(X, (q, q, p, p))
    d_padded, dW = torch.zeros_like(padded), torch.zeros_like(W)
    db = dY.sum(dim=(0, 2, 3))
    ### BEGIN SOLUTION
    for i in range(W.shape[2]):
        down = torch.arange(rows) * stride[0] + i
        for j in range(W.shape[3]):
            across = torch.arange(columns) * stride[1] + j
            met = padded[:, :, down[:, None], across]
            dW[:, :, i, j] = torch.einsum("noyx,ncyx->oc", dY, met)
            d_padded[:, :, down[:, None], across] += torch.einsum(
                "noyx,oc->ncyx", dY, W[:, :, i, j]
            )
    dX = d_padded[:, :, p : p + height, q : q + width]
    ### END SOLUTION
    return dX, dW, db
