import torch
import torch.nn.functional as F


def max_pool2d(X, size, stride, padding=(0, 0)):
    r"""Largest entry of each window of each channel; the padding never wins.

    Write it with tensor operations, not with F.max_pool2d, F.unfold or torch.nn.

    Args:
        X: images, shape (n, c, height, width), float tensor.
        size: height and width of the window.
        stride: steps of the window, (vertical, horizontal).
        padding: rows above and below, columns left and right; at most half of the window.
    Returns:
        Shape (n, c, height_out, width_out), same dtype and device; gradients flow to X.
    Raises:
        ValueError: X has not four axes, the padding is too large, or no window fits.
    Source: Goodfellow, Bengio & Courville 2016, section 9.3.

    >>> max_pool2d(torch.tensor([[[[1.0, 3.0, 2.0, 0.0]]]]), (1, 2), (1, 2))
    tensor([[[[3., 2.]]]])
    """
    rows, columns = pooled_sizes(X, size, stride, padding)
    (p, q), (down, across) = padding, stride
    ### BEGIN SOLUTION
    padded = F.pad(X, (q, q, p, p), value=-torch.inf)
    largest = X.new_full((rows, columns), -torch.inf)
    for i in range(size[0]):
        for j in range(size[1]):
            ys, xs = i + down * torch.arange(rows), j + across * torch.arange(columns)
            largest = torch.maximum(largest, padded[:, :, ys[:, None], xs])
    return largest
    ### END SOLUTION


def average_pool2d(X, size, stride, padding=(0, 0)):
    r"""Mean over those pixels of each window that belong to the image.

    Write it with tensor operations, not with F.avg_pool2d, F.unfold or torch.nn.

    Args:
        X: images, shape (n, c, height, width), float tensor.
        size: height and width of the window.
        stride: steps of the window, (vertical, horizontal).
        padding: rows above and below, columns left and right; at most half of the window.
    Returns:
        Shape (n, c, height_out, width_out), same dtype and device; gradients flow to X.
    Raises:
        ValueError: X has not four axes, the padding is too large, or no window fits.

    >>> average_pool2d(torch.tensor([[[[1.0, 3.0, 2.0, 0.0]]]]), (1, 2), (1, 2))
    tensor([[[[2., 1.]]]])
    """
    rows, columns = pooled_sizes(X, size, stride, padding)
    (p, q), (down, across) = padding, stride
    padded = F.pad(X, (q, q, p, p))
    inside = F.pad(X.new_ones(X.shape[2:]), (q, q, p, p))
    ### BEGIN SOLUTION
    total = count = X.new_zeros((rows, columns))
    for i in range(size[0]):
        for j in range(size[1]):
            ys, xs = i + down * torch.arange(rows), j + across * torch.arange(columns)
            total = total + padded[:, :, ys[:, None], xs]
            count = count + inside[ys[:, None], xs]
    return total / count
    ### END SOLUTION
