class AddAt:
    """np.add.at, and sliding windows for the way there."""

    def im2col(X, kernel, stride, padding, dilation):
        rows = window_indices(X.shape[2], kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(X.shape[3], kernel[1], stride[1], padding[1], dilation[1])
        big = np.pad(X, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
        k_y, k_x = kernel
        wide = dilation[0] * (k_y - 1) + 1, dilation[1] * (k_x - 1) + 1
        views = np.lib.stride_tricks.sliding_window_view(big, wide, axis=(2, 3))
        views = views[:, :, :: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]
        columns = views.transpose(0, 1, 4, 5, 2, 3)
        return columns.reshape(len(X), X.shape[1] * k_y * k_x, rows.shape[1] * across.shape[1])

    def col2im(columns, height, width, kernel, stride, padding, dilation):
        rows = window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
        n, c = len(columns), columns.shape[1] // (kernel[0] * kernel[1])
        windows = columns.reshape(n, c, *kernel, rows.shape[1], across.shape[1])
        big = np.zeros((n, c, height + 2 * padding[0], width + 2 * padding[1]), columns.dtype)
        everywhere = slice(None), slice(None)
        np.add.at(big, (*everywhere, rows[:, None, :, None], across[None, :, None, :]), windows)
        return big[:, :, padding[0] : padding[0] + height, padding[1] : padding[1] + width]


class OneWindowAtATime:
    """A loop over the windows: cut each out, or add each back."""

    def im2col(X, kernel, stride, padding, dilation):
        rows = window_indices(X.shape[2], kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(X.shape[3], kernel[1], stride[1], padding[1], dilation[1])
        big = np.pad(X, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
        size = X.shape[1] * kernel[0] * kernel[1]
        cut = [big[:, :, y[:, None], x].reshape(len(X), size) for y in rows.T for x in across.T]
        return np.stack(cut, axis=2)

    def col2im(columns, height, width, kernel, stride, padding, dilation):
        rows = window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
        n, c = len(columns), columns.shape[1] // (kernel[0] * kernel[1])
        big = np.zeros((n, c, height + 2 * padding[0], width + 2 * padding[1]), columns.dtype)
        places = [(y, x) for y in rows.T for x in across.T]
        for window, (y, x) in enumerate(places):
            big[:, :, y[:, None], x] += columns[:, :, window].reshape(n, c, *kernel)
        return big[:, :, padding[0] : padding[0] + height, padding[1] : padding[1] + width]


class Library:
    """The library's own pair."""

    backends = ("torch",)

    def im2col(X, kernel, stride, padding, dilation):
        rows = window_indices(X.shape[2], kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(X.shape[3], kernel[1], stride[1], padding[1], dilation[1])
        if len(X) == 0:
            entries = X.shape[1] * kernel[0] * kernel[1]
            return X.new_zeros((0, entries, rows.shape[1] * across.shape[1]))
        return F.unfold(X, kernel, dilation, padding, stride)

    def col2im(columns, height, width, kernel, stride, padding, dilation):
        window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
        window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
        return F.fold(columns, (height, width), kernel, dilation, padding, stride)


class IndexPut:
    """index_put with accumulate, on axes moved to the front."""

    backends = ("torch",)

    def col2im(columns, height, width, kernel, stride, padding, dilation):
        rows = window_indices(height, kernel[0], stride[0], padding[0], dilation[0])
        across = window_indices(width, kernel[1], stride[1], padding[1], dilation[1])
        n, c = len(columns), columns.shape[1] // (kernel[0] * kernel[1])
        windows = columns.reshape(n, c, *kernel, rows.shape[1], across.shape[1])
        big = columns.new_zeros((height + 2 * padding[0], width + 2 * padding[1], n, c))
        where = rows[:, None, :, None], across[None, :, None, :]
        big = big.index_put(where, windows.permute(2, 3, 4, 5, 0, 1), accumulate=True)
        big = big.permute(2, 3, 0, 1)
        return big[:, :, padding[0] : padding[0] + height, padding[1] : padding[1] + width]
