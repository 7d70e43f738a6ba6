import numpy as np


def insert_zeros(Z, stride):
    r"""Move neighbouring pixels a stride apart and put zeros between them.

    Args:
        Z: images, shape (n, c, h, w), float; h and w at least 1.
        stride: distances of neighbouring pixels in the result, (vertical, horizontal).
    Returns:
        Shape (n, c, (h - 1) * s_y + 1, (w - 1) * s_x + 1), same dtype.
    Source: Dumoulin & Visin 2016, section 4.5.

    >>> insert_zeros(np.array([[[[1.0, 2.0]]]]), (1, 3))
    array([[[[1., 0., 0., 2.]]]])
    """
    n, c, h, w = Z.shape
    (down, across) = stride
    ### BEGIN SOLUTION
    spread = np.zeros((n, c, (h - 1) * down + 1, (w - 1) * across + 1), dtype=Z.dtype)
    spread[:, :, ::down, ::across] = Z
    return spread
    ### END SOLUTION


def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
    r"""The adjoint of the convolution with W, written as a convolution with stride 1.

    Args:
        Z: images, shape (n, c_out, h, w), float.
        W: kernels of the convolution, shape (c_out, c_in, k_y, k_x), same dtype.
        size: height and width of the result.
        stride: steps of the convolution's window, (vertical, horizontal).
        padding: padding of the convolution; that much is cut off here.
    Returns:
        Shape (n, c_in, height, width), same dtype.
    Raises:
        ValueError: a convolution of images of this size would not give Z's shape.
    Source: Dumoulin & Visin 2016, chapter 4.

    >>> Z, W = np.array([[[[1.0, 10.0]]]]), np.array([[[[2.0, 3.0]]]])
    >>> transposed_conv2d(Z, W, (1, 4), stride=(1, 2))
    array([[[[ 2.,  3., 20., 30.]]]])
    """
    more_y, more_x = never_read(Z, W, size, stride, padding)
    (_, c_in, k_y, k_x), (p, q) = W.shape, padding
    room = ((0, 0), (0, 0), (k_y - 1, k_y - 1 + more_y), (k_x - 1, k_x - 1 + more_x))
    height, width = size[0] + 2 * p, size[1] + 2 * q
    X = np.zeros((len(Z), c_in, height, width), dtype=Z.dtype)
    ### BEGIN SOLUTION
    wide = np.pad(insert_zeros(Z, stride), room)
    turned = W[:, :, ::-1, ::-1]
    for i in range(k_y):
        for j in range(k_x):
            met = wide[:, :, i : i + height, j : j + width]
            X += np.einsum("noyx,oc->ncyx", met, turned[:, :, i, j])
    return X[:, :, p : p + size[0], q : q + size[1]]
    ### END SOLUTION
