class Painting:
    """No holes at all: each pixel adds its kernel to the canvas; zeros by a Kronecker product."""

    def insert_zeros(Z, stride):
        mark = np.zeros(stride, dtype=Z.dtype)
        mark[0, 0] = 1
        spread = np.kron(Z, mark)
        return spread[:, :, : spread.shape[2] - stride[0] + 1, : spread.shape[3] - stride[1] + 1]

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        never_read(Z, W, size, stride, padding)
        canvas = np.zeros(
            (len(Z), W.shape[1], *(d + 2 * p for d, p in zip(size, padding))), dtype=Z.dtype
        )
        for y, x in np.ndindex(*Z.shape[2:]):
            ys = slice(y * stride[0], y * stride[0] + W.shape[2])
            xs = slice(x * stride[1], x * stride[1] + W.shape[3])
            canvas[:, :, ys, xs] += np.tensordot(Z[:, :, y, x], W, axes=1)
        (p, q), (height, width) = padding, size
        return canvas[:, :, p : p + height, q : q + width]


class Windows:
    """All windows of the holed image as a view, one einsum with the turned kernel."""

    def insert_zeros(Z, stride):
        h, w = Z.shape[2:]
        spread = np.zeros((*Z.shape[:2], h, stride[0], w, stride[1]), dtype=Z.dtype)
        spread[:, :, :, 0, :, 0] = Z
        spread = spread.reshape(*Z.shape[:2], h * stride[0], w * stride[1])
        return spread[:, :, : (h - 1) * stride[0] + 1, : (w - 1) * stride[1] + 1]

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        more = never_read(Z, W, size, stride, padding)
        ends = [(k - 1, k - 1 + m) for k, m in zip(W.shape[2:], more)]
        wide = np.pad(insert_zeros(Z, stride), ((0, 0), (0, 0), *ends))
        views = np.lib.stride_tricks.sliding_window_view(wide, W.shape[2:], axis=(2, 3))
        X = np.einsum("noyxij,ocij->ncyx", views, np.flip(W, (2, 3)))
        (p, q), (height, width) = padding, size
        return X[:, :, p : p + height, q : q + width]


class Library:
    """PyTorch's own layer."""

    backends = ("torch",)

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        more = never_read(Z, W, size, stride, padding)
        if len(Z) == 0:
            return Z.new_zeros((0, W.shape[1], *size))
        return F.conv_transpose2d(Z, W, None, stride, padding, more)


class OneConvolution:
    """F.conv2d of the holed image."""

    backends = ("torch",)

    def insert_zeros(Z, stride):
        spread = F.pad(Z[:, :, :, None, :, None], (0, stride[1] - 1, 0, 0, 0, stride[0] - 1))
        spread = spread.flatten(2, 3).flatten(3, 4)
        bottom, right = (Z.shape[a + 2] * stride[a] - stride[a] + 1 for a in (0, 1))
        return spread[:, :, :bottom, :right]

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        more = never_read(Z, W, size, stride, padding)
        if len(Z) == 0:
            return Z.new_zeros((0, W.shape[1], *size))
        k_y, k_x = W.shape[2:]
        wide = F.pad(
            insert_zeros(Z, stride), (k_x - 1, k_x - 1 + more[1], k_y - 1, k_y - 1 + more[0])
        )
        whole = F.conv2d(wide, W.flip(2, 3).transpose(0, 1))
        return whole[:, :, padding[0] :][:, :, : size[0], padding[1] :][..., : size[1]]
