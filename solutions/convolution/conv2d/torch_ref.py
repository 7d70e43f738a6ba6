import torch
import torch.nn.functional as F


def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    r"""Number of places of a window along one axis.

    Args:
        size: pixels along the axis, before padding.
        kernel: entries of the kernel along the axis.
        stride: step of the window.
        padding: pixels added at each end.
        dilation: distance between neighbouring entries of the kernel, in pixels.
    Returns:
        The number of outputs, an integer of at least 1.
    Raises:
        ValueError: the dilated kernel is longer than the padded image.
    Source: Dumoulin & Visin 2016, relationship 6, with dilation as in section 5.1.

    >>> conv_output_size(7, 3, stride=2, padding=1)
    4
    """
    ### BEGIN SOLUTION
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError(
            f"conv_output_size: expected a kernel that fits; got kernel {kernel} with dilation "
            f"{dilation} on {size} pixels with padding {padding}."
        )
    return room // stride + 1
    ### END SOLUTION


def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
    r"""Slide kernels over a batch of images (cross-correlation: the kernel is not flipped).

    Write it with slices and torch.einsum or @, not with F.conv2d, F.unfold or torch.nn.

    Args:
        X: images, shape (n, c_in, height, width), float tensor.
        W: kernels, shape (c_out, c_in, k_y, k_x), same dtype.
        b: bias, shape (c_out,), same dtype.
        stride: steps of the window, (vertical, horizontal).
        padding: rows of zeros above and below, columns of zeros left and right.
        dilation: distances between neighbouring kernel entries, (vertical, horizontal).
    Returns:
        Y, shape (n, c_out, height_out, width_out), same dtype and device; gradients flow to X, W, b.
    Raises:
        ValueError: the shapes do not fit, or the kernel is larger than the padded image.
    Source: Dumoulin & Visin 2016, chapter 2.

    >>> conv2d(torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2), torch.zeros(1), stride=(2, 1))
    tensor([[[[4., 4.]]]])
    """
    if X.ndim != 4 or W.ndim != 4 or X.shape[1] != W.shape[1] or b.shape != W.shape[:1]:
        shapes = ", ".join(str(tuple(a.shape)) for a in (X, W, b))
        raise ValueError(
            "conv2d: expected X (n, c_in, height, width), W (c_out, c_in, k_y, k_x), b (c_out,); "
            f"got {shapes}."
        )
    c_out, _, k_y, k_x = W.shape
    rows = conv_output_size(X.shape[2], k_y, stride[0], padding[0], dilation[0])
    columns = conv_output_size(X.shape[3], k_x, stride[1], padding[1], dilation[1])
    padded = F.pad(X, (padding[1], padding[1], padding[0], padding[0]))
    Y = X.new_zeros((len(X), c_out, rows, columns))
    ### BEGIN SOLUTION
    for i in range(k_y):
        down = torch.arange(rows) * stride[0] + i * dilation[0]
        for j in range(k_x):
            across = torch.arange(columns) * stride[1] + j * dilation[1]
            met = padded[:, :, down[:, None], across]
            Y = Y + torch.einsum("ncyx,oc->noyx", met, W[:, :, i, j])
    return Y + b[:, None, None]
    ### END SOLUTION
