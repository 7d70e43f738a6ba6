class OneWindowAtATime:
    """A loop over the windows, clipped to the image; no padding anywhere."""

    def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        if dY.shape != (*X.shape[:2], *pooling_places(X, size, stride, padding)):
            raise ValueError("dY does not fit")
        dX = np.zeros_like(X)
        for m, o, a, b in np.ndindex(*dY.shape):
            top, left = a * stride[0] - padding[0], b * stride[1] - padding[1]
            ys = slice(max(top, 0), top + size[0])
            xs = slice(max(left, 0), left + size[1])
            window = X[m, o, ys, xs]
            y, x = np.unravel_index(np.argmax(window), window.shape)
            dX[m, o, ys, xs][y, x] += dY[m, o, a, b]
        return dX

    def average_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        if dY.shape != (*X.shape[:2], *pooling_places(X, size, stride, padding)):
            raise ValueError("dY does not fit")
        dX = np.zeros_like(X)
        for a, b in np.ndindex(*dY.shape[2:]):
            top, left = a * stride[0] - padding[0], b * stride[1] - padding[1]
            window = dX[:, :, max(top, 0) : top + size[0], max(left, 0) : left + size[1]]
            window += dY[:, :, a, b, None, None] / (window.shape[2] * window.shape[3])
        return dX


class EntryByEntry:
    """One entry of the window after another: it wins what no earlier entry has won."""

    def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        rows, columns = pooling_places(X, size, stride, padding)
        if dY.shape != (*X.shape[:2], rows, columns):
            raise ValueError("dY does not fit")
        pads = (0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2
        big = np.pad(X, pads, constant_values=-np.inf)
        grids = [
            np.s_[
                :, :, i : i + stride[0] * rows : stride[0], j : j + stride[1] * columns : stride[1]
            ]
            for i, j in np.ndindex(*size)
        ]
        grids = [(*g[:2], *np.ix_(*(np.r_[s] for s in g[2:]))) for g in grids]
        best = np.max([big[g] for g in grids], axis=0)
        free, d_big = np.ones(dY.shape, dtype=bool), np.zeros_like(big)
        for g in grids:
            wins = free & (big[g] == best)
            d_big[g] += np.where(wins, dY, 0)
            free &= ~wins
        return d_big[:, :, padding[0] :, padding[1] :][:, :, : X.shape[2], : X.shape[3]]


class Library:
    """PyTorch's own indices, and a scatter."""

    backends = ("torch",)

    def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        if tuple(dY.shape) != (*X.shape[:2], *pooling_places(X, size, stride, padding)):
            raise ValueError("dY does not fit")
        if len(X) == 0:
            return torch.zeros_like(X)
        _, where = F.max_pool2d(X, size, stride, padding, return_indices=True)
        dX = torch.zeros_like(X).flatten(2)
        return dX.scatter_add(2, where.flatten(2), dY.flatten(2)).reshape(X.shape)

    def average_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        if tuple(dY.shape) != (*X.shape[:2], *pooling_places(X, size, stride, padding)):
            raise ValueError("dY does not fit")
        dX = torch.zeros_like(X)
        for a in range(dY.shape[2]):
            for b in range(dY.shape[3]):
                top, left = a * stride[0] - padding[0], b * stride[1] - padding[1]
                window = dX[:, :, max(top, 0) : top + size[0], max(left, 0) : left + size[1]]
                window += dY[:, :, a, b, None, None] / (window.shape[2] * window.shape[3])
        return dX


class Fold:
    """Columns of windows, weighted, and F.fold to bring them back."""

    backends = ("torch",)

    def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        if tuple(dY.shape) != (*X.shape[:2], *pooling_places(X, size, stride, padding)):
            raise ValueError("dY does not fit")
        n, c, height, width = X.shape
        if n == 0:
            return torch.zeros_like(X)
        big = F.pad(X, (padding[1],) * 2 + (padding[0],) * 2, value=float("-inf"))
        columns = F.unfold(big.reshape(n * c, 1, *big.shape[2:]), size, stride=stride)
        winner = F.one_hot(columns.argmax(1), columns.shape[1]).movedim(2, 1).to(X.dtype)
        sent = winner * dY.reshape(n * c, 1, -1)
        return F.fold(sent, (height, width), size, padding=padding, stride=stride).reshape(X.shape)

    def average_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        if tuple(dY.shape) != (*X.shape[:2], *pooling_places(X, size, stride, padding)):
            raise ValueError("dY does not fit")
        n, c, height, width = X.shape
        if n == 0:
            return torch.zeros_like(X)
        ones = torch.ones_like(X[:1, :1])
        count = F.unfold(ones, size, padding=padding, stride=stride).sum(1, keepdim=True)
        sent = (dY.reshape(n * c, 1, -1) / count).expand(-1, size[0] * size[1], -1)
        return F.fold(sent, (height, width), size, padding=padding, stride=stride).reshape(X.shape)
