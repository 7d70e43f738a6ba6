class SlidingWindows:
    """All windows as a view, then one einsum."""

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        if X.ndim != 4 or W.ndim != 4 or X.shape[1] != W.shape[1] or b.shape != W.shape[:1]:
            raise ValueError("shapes")
        big = np.pad(X, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
        tall, wide = dilation[0] * (W.shape[2] - 1) + 1, dilation[1] * (W.shape[3] - 1) + 1
        windows = np.lib.stride_tricks.sliding_window_view(big, (tall, wide), axis=(2, 3))
        windows = windows[:, :, :: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]
        return np.einsum("ncyxij,ocij->noyx", windows, W) + b[:, None, None]


class FourLoops:
    """One output after another; the size counted as a range."""

    def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
        places = len(range(0, size + 2 * padding - dilation * (kernel - 1), stride))
        if places == 0:
            raise ValueError("the kernel fits nowhere")
        return places

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        if X.ndim != 4 or W.ndim != 4 or X.shape[1] != W.shape[1] or b.shape != W.shape[:1]:
            raise ValueError("shapes")
        big = np.pad(X, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
        (u, v), (i, j) = dilation, W.shape[2:]
        tall, wide = big.shape[2] - u * (i - 1), big.shape[3] - v * (j - 1)
        if tall < 1 or wide < 1:
            raise ValueError("the kernel fits nowhere")
        ys, xs = range(0, tall, stride[0]), range(0, wide, stride[1])
        Y = np.empty((len(X), len(W), len(ys), len(xs)), dtype=X.dtype)
        for m, o in np.ndindex(*Y.shape[:2]):
            for row, y in enumerate(ys):
                for column, x in enumerate(xs):
                    window = big[m, :, y : y + u * i : u, x : x + v * j : v][:, :i, :j]
                    Y[m, o, row, column] = (window * W[o]).sum() + b[o]
        return Y


class Library:
    """The library's own function."""

    backends = ("torch",)

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        if X.ndim != 4 or W.ndim != 4 or X.shape[1] != W.shape[1] or b.shape != W.shape[:1]:
            raise ValueError("shapes")
        try:
            return F.conv2d(X, W, b, stride, padding, dilation)
        except RuntimeError as error:
            raise ValueError("the kernel fits nowhere") from error


class UnfoldedViews:
    """Tensor.unfold along both axes, then one product."""

    backends = ("torch",)

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        if X.ndim != 4 or W.ndim != 4 or X.shape[1] != W.shape[1] or b.shape != W.shape[:1]:
            raise ValueError("shapes")
        big = F.pad(X, (padding[1], padding[1], padding[0], padding[0]))
        tall, wide = dilation[0] * (W.shape[2] - 1) + 1, dilation[1] * (W.shape[3] - 1) + 1
        if big.shape[2] < tall or big.shape[3] < wide:
            raise ValueError("the kernel fits nowhere")
        windows = big.unfold(2, tall, stride[0]).unfold(3, wide, stride[1])
        windows = windows[..., :: dilation[0], :: dilation[1]]
        return torch.tensordot(windows, W, dims=([1, 4, 5], [1, 2, 3])).permute(
            0, 3, 1, 2
        ) + b.view(1, -1, 1, 1)
