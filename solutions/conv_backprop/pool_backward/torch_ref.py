import torch
import torch.nn.functional as F


def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
    r"""Send each window's gradient to the pixel that won it; among equals to the first.

    Write the gradient yourself: no autograd, no F.max_unpool2d.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, c, height_out, width_out), float tensor.
        X: images of the forward pass, shape (n, c, height, width), same dtype, finite.
        size: height and width of the window.
        stride: steps of the window, (vertical, horizontal).
        padding: rows above and below, columns left and right; at most half of the window.
    Returns:
        dX, shape and dtype of X. Where windows overlap, their gradients are added.
    Raises:
        ValueError: dY has not the shape of the output, or X cannot be pooled.
    Source: Goodfellow, Bengio & Courville 2016, section 9.3.

    >>> max_pool2d_backward(torch.tensor([[[[7.0]]]]), torch.tensor([[[[1.0, 3.0, 2.0]]]]), (1, 3), (1, 1))
    tensor([[[[0., 7., 0.]]]])
    """
    rows, columns = pooling_places(X, size, stride, padding)
    if tuple(dY.shape) != (*X.shape[:2], rows, columns):
        raise ValueError(f"max_pool2d_backward: dY of shape {tuple(dY.shape)} does not fit.")
    (n, c, height, width), (k_y, k_x), (p, q) = X.shape, size, padding
    padded = F.pad(X, (q, q, p, p), value=float("-inf"))
    top, left = torch.arange(rows) * stride[0], torch.arange(columns) * stride[1]
    d_padded = torch.zeros_like(padded)
    ### BEGIN SOLUTION
    ys, xs = top[:, None] + torch.arange(k_y), left[:, None] + torch.arange(k_x)
    windows = padded[:, :, ys[:, None, :, None], xs[:, None, :]]
    first = windows.reshape(n, c, rows, columns, k_y * k_x).argmax(dim=4)
    y, x = top[:, None] + first // k_x, left + first % k_x
    image, channel = torch.arange(n)[:, None, None, None], torch.arange(c)[:, None, None]
    d_padded.index_put_((image, channel, y, x), dY, accumulate=True)
    ### END SOLUTION
    return d_padded[:, :, p : p + height, q : q + width]


def average_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
    r"""Share each window's gradient equally among its pixels that belong to the image.

    Write the gradient yourself: no autograd.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, c, height_out, width_out), float tensor.
        X: images of the forward pass, shape (n, c, height, width), same dtype, finite.
        size: height and width of the window.
        stride: steps of the window, (vertical, horizontal).
        padding: rows above and below, columns left and right; at most half of the window.
    Returns:
        dX, shape and dtype of X. Where windows overlap, their gradients are added.
    Raises:
        ValueError: dY has not the shape of the output, or X cannot be pooled.

    >>> average_pool2d_backward(torch.tensor([[[[6.0]]]]), torch.tensor([[[[1.0, 3.0, 2.0]]]]), (1, 3), (1, 1))
    tensor([[[[2., 2., 2.]]]])
    """
    rows, columns = pooling_places(X, size, stride, padding)
    if tuple(dY.shape) != (*X.shape[:2], rows, columns):
        raise ValueError(f"average_pool2d_backward: dY of shape {tuple(dY.shape)} does not fit.")
    (n, c, height, width), (k_y, k_x), (p, q) = X.shape, size, padding
    inside = F.pad(X.new_ones((height, width)), (q, q, p, p))
    top, left = torch.arange(rows) * stride[0], torch.arange(columns) * stride[1]
    d_padded = X.new_zeros((n, c, height + 2 * p, width + 2 * q))
    ### BEGIN SOLUTION
    ys, xs = top[:, None] + torch.arange(k_y), left[:, None] + torch.arange(k_x)
    share = dY / inside[ys[:, None, :, None], xs[:, None, :]].sum(dim=(2, 3))
    for i in range(k_y):
        for j in range(k_x):
            d_padded[:, :, (top + i)[:, None], left + j] += share
    ### END SOLUTION
    return d_padded[:, :, p : p + height, q : q + width]
