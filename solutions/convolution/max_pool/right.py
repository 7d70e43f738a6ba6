class Views:
    """A view of all windows; the mean skips the padding, marked in an image of its own."""

    def max_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        pads = (0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2
        big = np.pad(X, pads, constant_values=-np.inf)
        views = np.lib.stride_tricks.sliding_window_view(big, size, axis=(2, 3))
        return np.ascontiguousarray(views[:, :, :: stride[0], :: stride[1]].max(axis=(4, 5)))

    def average_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        pads = (0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2
        sums = []
        for image in (X, np.ones_like(X)):
            views = np.lib.stride_tricks.sliding_window_view(np.pad(image, pads), size, axis=(2, 3))
            sums.append(views[:, :, :: stride[0], :: stride[1]].sum(axis=(4, 5)))
        return sums[0] / sums[1]


class ClippedWindows:
    """No padding at all: each window is cut to the image."""

    def max_pool2d(X, size, stride, padding=(0, 0)):
        rows, columns = pooled_sizes(X, size, stride, padding)
        Y = np.empty((*X.shape[:2], rows, columns), dtype=X.dtype)
        for y, x in np.ndindex(rows, columns):
            top, left = y * stride[0] - padding[0], x * stride[1] - padding[1]
            window = X[:, :, max(top, 0) : top + size[0], max(left, 0) : left + size[1]]
            Y[:, :, y, x] = window.max(axis=(2, 3))
        return Y

    def average_pool2d(X, size, stride, padding=(0, 0)):
        rows, columns = pooled_sizes(X, size, stride, padding)
        Y = np.empty((*X.shape[:2], rows, columns), dtype=X.dtype)
        for y, x in np.ndindex(rows, columns):
            top, left = y * stride[0] - padding[0], x * stride[1] - padding[1]
            window = X[:, :, max(top, 0) : top + size[0], max(left, 0) : left + size[1]]
            Y[:, :, y, x] = window.mean(axis=(2, 3))
        return Y


class RowsThenColumns:
    """The maximum of maxima: first down, then across. The mean as a product of two means."""

    backends = ("torch",)

    def max_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        big = F.pad(X, (padding[1],) * 2 + (padding[0],) * 2, value=float("-inf"))
        down = big.unfold(2, size[0], stride[0]).amax(dim=-1)
        return down.unfold(3, size[1], stride[1]).amax(dim=-1)

    def average_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        big = F.pad(X, (padding[1],) * 2 + (padding[0],) * 2)
        mark = F.pad(torch.ones_like(X), (padding[1],) * 2 + (padding[0],) * 2)
        sums = [
            image.unfold(2, size[0], stride[0]).sum(-1).unfold(3, size[1], stride[1]).sum(-1)
            for image in (big, mark)
        ]
        return sums[0] / sums[1]


class Library:
    """The library's own functions."""

    backends = ("torch",)

    def max_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        return F.max_pool2d(X, size, stride, padding)

    def average_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        return F.avg_pool2d(X, size, stride, padding, count_include_pad=False)
