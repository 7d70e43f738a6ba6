class LastOneWins:
    """A[index] += values with a repeated index: each pixel keeps one of its entries."""

    def col2im(columns, height, width, kernel, stride, padding, dilation):
        rows = window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
        n, c = len(columns), columns.shape[1] // (kernel[0] * kernel[1])
        windows = columns.reshape(n, c, *kernel, rows.shape[1], across.shape[1])
        (p, q) = padding
        padded = np.zeros((n, c, height + 2 * p, width + 2 * q), dtype=columns.dtype)
        padded[:, :, rows[:, None, :, None], across[None, :, None, :]] += windows
        return padded[:, :, p : p + height, q : q + width]


class Inverse:
    """Divides by the number of windows around each pixel: the inverse, not the adjoint."""

    def col2im(columns, height, width, kernel, stride, padding, dilation):
        rows = window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
        n, c = len(columns), columns.shape[1] // (kernel[0] * kernel[1])
        windows = columns.reshape(n, c, *kernel, rows.shape[1], across.shape[1])
        (p, q) = padding
        total = np.zeros((n, c, height + 2 * p, width + 2 * q), dtype=columns.dtype)
        count = np.zeros(total.shape[2:])
        for i, j in np.ndindex(*kernel):
            total[:, :, rows[i][:, None], across[j]] += windows[:, :, i, j]
            count[rows[i][:, None], across[j]] += 1
        return (total / np.maximum(count, 1))[:, :, p : p + height, q : q + width].astype(
            columns.dtype
        )


class KeepsThePadding:
    """Cuts at the wrong end: the images are shifted by the padding."""

    def col2im(columns, height, width, kernel, stride, padding, dilation):
        rows = window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
        n, c = len(columns), columns.shape[1] // (kernel[0] * kernel[1])
        windows = columns.reshape(n, c, *kernel, rows.shape[1], across.shape[1])
        size = height + 2 * padding[0], width + 2 * padding[1]
        total = np.zeros((n, c, *size), dtype=columns.dtype)
        for i, j in np.ndindex(*kernel):
            total[:, :, rows[i][:, None], across[j]] += windows[:, :, i, j]
        return total[:, :, :height, :width]


class WindowsInsideOut:
    """One row per window: the transpose of what is asked for, squeezed into its shape."""

    def im2col(X, kernel, stride, padding, dilation):
        rows = window_indices(X.shape[2], kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(X.shape[3], kernel[1], stride[1], padding[1], dilation[1])
        p, q = padding
        padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
        windows = padded[:, :, rows.T[:, None, :, None], across.T[None, :, None, :]]
        return windows.reshape(
            len(X), X.shape[1] * kernel[0] * kernel[1], rows.shape[1] * across.shape[1]
        )


class ChannelFastest:
    """The channel changes fastest, as in images that are stored channels-last."""

    def im2col(X, kernel, stride, padding, dilation):
        rows = window_indices(X.shape[2], kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(X.shape[3], kernel[1], stride[1], padding[1], dilation[1])
        p, q = padding
        padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
        windows = padded[:, :, rows[:, None, :, None], across[None, :, None, :]]
        windows = windows.transpose(0, 2, 3, 1, 4, 5)
        return windows.reshape(
            len(X), X.shape[1] * kernel[0] * kernel[1], rows.shape[1] * across.shape[1]
        )


class WindowsColumnByColumn:
    """Numbers the windows column by column."""

    def im2col(X, kernel, stride, padding, dilation):
        rows = window_indices(X.shape[2], kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(X.shape[3], kernel[1], stride[1], padding[1], dilation[1])
        p, q = padding
        padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
        windows = padded[:, :, rows[:, None, :, None], across[None, :, None, :]].swapaxes(4, 5)
        return windows.reshape(
            len(X), X.shape[1] * kernel[0] * kernel[1], rows.shape[1] * across.shape[1]
        )


class PadsWithTheEdge:
    """Repeats the border pixel instead of padding with zeros."""

    def im2col(X, kernel, stride, padding, dilation):
        rows = window_indices(X.shape[2], kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(X.shape[3], kernel[1], stride[1], padding[1], dilation[1])
        p, q = padding
        padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)), mode="edge")
        windows = padded[:, :, rows[:, None, :, None], across[None, :, None, :]]
        return windows.reshape(
            len(X), X.shape[1] * kernel[0] * kernel[1], rows.shape[1] * across.shape[1]
        )


class TorchLastOneWins:
    """index_put without accumulate: each pixel keeps one of its entries."""

    backends = ("torch",)

    def col2im(columns, height, width, kernel, stride, padding, dilation):
        rows = window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
        n, c = len(columns), columns.shape[1] // (kernel[0] * kernel[1])
        windows = columns.reshape(n, c, *kernel, rows.shape[1], across.shape[1])
        p, q = padding
        padded = columns.new_zeros((n, c, height + 2 * p, width + 2 * q))
        padded[:, :, rows[:, None, :, None], across[None, :, None, :]] = windows
        return padded[:, :, p : p + height, q : q + width]


class StrideAndDilationSwapped:
    """F.unfold has its arguments in another order: dilation, padding, stride."""

    backends = ("torch",)

    def im2col(X, kernel, stride, padding, dilation):
        try:
            return F.unfold(X, kernel, stride, padding, dilation)
        except RuntimeError as error:
            raise ValueError("does not fit") from error


class Detached:
    """No gradient flows."""

    backends = ("torch",)

    def im2col(X, kernel, stride, padding, dilation):
        window_indices(X.shape[2], kernel[0], stride[0], padding[0], dilation[0])
        return F.unfold(X.detach(), kernel, dilation, padding, stride)
