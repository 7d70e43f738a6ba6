import torch
import torch.nn.functional as F


def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
    r"""Gradients of a depthwise convolution, given the gradient of the loss with respect to Y.

    Write the gradients yourself: no autograd, no torch.nn.grad, no F.conv_transpose2d.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, c, height_out, width_out), float tensor.
        X: images of the forward pass, shape (n, c, height, width), same dtype.
        W: one kernel for each channel, shape (c, k_y, k_x), same dtype.
        stride: steps of the window, (vertical, horizontal).
        padding: rows of zeros above and below, columns of zeros left and right.
    Returns:
        (dX, dW) with the shapes of X and W, same dtype and device. Sums over the batch.
    Raises:
        ValueError: dY has not the shape of the output.
    Source: Howard et al. 2017, section 3.1; Dumoulin & Visin 2016, chapter 4.

    >>> X, W = torch.tensor([[[[1.0, 2.0]]]]), torch.tensor([[[3.0, 4.0]]])
    >>> depthwise_backward(torch.tensor([[[[10.0]]]]), X, W)
    (tensor([[[[30., 40.]]]]), tensor([[[10., 20.]]]))
    """
    ### BEGIN SOLUTION
    (p, q), (k_y, k_x), (height, width) = padding, W.shape[1:], X.shape[2:]
    rows, columns = (
        (d + 2 * e - k) // s + 1 for d, e, k, s in zip(X.shape[2:], padding, W.shape[1:], stride)
    )
    if tuple(dY.shape) != (*X.shape[:2], rows, columns):
        raise ValueError(f"depthwise_backward: dY of shape {tuple(dY.shape)} does not fit.")
    padded = F.pad(X, (q, q, p, p))
    d_padded, dW = torch.zeros_like(padded), torch.zeros_like(W)
    for i in range(k_y):
        down = torch.arange(rows)[:, None] * stride[0] + i
        for j in range(k_x):
            across = torch.arange(columns) * stride[1] + j
            dW[:, i, j] = (dY * padded[:, :, down, across]).sum(dim=(0, 2, 3))
            d_padded[:, :, down, across] += dY * W[:, i, j, None, None]
    return d_padded[:, :, p : p + height, q : q + width], dW
    ### END SOLUTION
