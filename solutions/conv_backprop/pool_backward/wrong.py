def _windows(X, size, stride, padding):
    """Place of each window in the output, and its slices in the image."""
    rows, columns = pooling_places(X, size, stride, padding)
    for a, b in np.ndindex(rows, columns):
        top, left = a * stride[0] - padding[0], b * stride[1] - padding[1]
        yield a, b, slice(max(top, 0), top + size[0]), slice(max(left, 0), left + size[1])


def _fits(dY, X, size, stride, padding):
    if tuple(dY.shape) != (*X.shape[:2], *pooling_places(X, size, stride, padding)):
        raise ValueError("dY")


class EveryEqualWins:
    """A mask X == max: each of the equals gets the whole gradient."""

    def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        _fits(dY, X, size, stride, padding)
        dX = np.zeros_like(X)
        for a, b, ys, xs in _windows(X, size, stride, padding):
            window = X[:, :, ys, xs]
            mask = window == window.max(axis=(2, 3), keepdims=True)
            dX[:, :, ys, xs] += mask * dY[:, :, a, b, None, None]
        return dX


class EqualsShare:
    """Equals share the gradient: a subgradient too, but not the one that is asked for."""

    def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        _fits(dY, X, size, stride, padding)
        dX = np.zeros_like(X)
        for a, b, ys, xs in _windows(X, size, stride, padding):
            window = X[:, :, ys, xs]
            mask = window == window.max(axis=(2, 3), keepdims=True)
            shares = mask / mask.sum(axis=(2, 3), keepdims=True)
            dX[:, :, ys, xs] += (shares * dY[:, :, a, b, None, None]).astype(X.dtype)
        return dX


class LastEqualWins:
    """Compares with >=, so that the last of the equals stays."""

    edits = {
        "windows.reshape(n, c, rows, columns, k_y * k_x).argmax(axis=4)": (
            "k_y * k_x - 1 - windows.reshape(n, c, rows, columns, k_y * k_x)[..., ::-1].argmax(axis=4)"
        )
    }


class ColumnMajor:
    """The first of the equals, column after column."""

    backends = ("numpy", "torch")
    edits = {
        "windows.reshape(n, c, rows, columns, k_y * k_x)": (
            "windows.swapaxes(4, 5).reshape(n, c, rows, columns, k_y * k_x)"
        ),
        "y, x = top[:, None] + first // k_x, left + first % k_x": (
            "y, x = top[:, None] + first % k_y, left + first // k_y"
        ),
    }


class LastWindowWins:
    """Assigns: a pixel that wins two windows keeps one gradient."""

    edits = {
        "np.add.at(d_padded, (image, channel, y, x), dY)": "d_padded[image, channel, y, x] = dY"
    }


class PaddingWithZeros:
    """Zeros in the padding win against negative numbers, and the gradient is lost."""

    edits = {
        "np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)), constant_values=-np.inf)": (
            "np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))"
        )
    }


class DividesByTheWholeWindow:
    """Each share is 1 / (size[0] * size[1]), at the edge too."""

    edits = {"inside[ys[:, None, :, None], xs[:, None, :]].sum(axis=(2, 3))": "(k_y * k_x)"}


class NoDivision:
    """The mean is treated as a sum."""

    edits = {"dY / inside[ys[:, None, :, None], xs[:, None, :]].sum(axis=(2, 3))": "dY"}


class RepeatsEachValue:
    """np.repeat by the stride: right only when windows touch and cover everything."""

    def average_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        _fits(dY, X, size, stride, padding)
        whole = dY.repeat(stride[0], axis=2).repeat(stride[1], axis=3) / (size[0] * size[1])
        dX = np.zeros_like(X)
        rows, columns = (min(a, b) for a, b in zip(whole.shape[2:], X.shape[2:]))
        dX[:, :, :rows, :columns] = whole[:, :, :rows, :columns]
        return dX


class TorchEveryEqualWins:
    """A mask of equality with the maximum."""

    backends = ("torch",)

    def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        _fits(dY, X, size, stride, padding)
        dX = torch.zeros_like(X)
        for a, b, ys, xs in _windows(X, size, stride, padding):
            window = X[:, :, ys, xs]
            mask = window == window.amax((2, 3), keepdim=True)
            dX[:, :, ys, xs] += mask * dY[:, :, a, b, None, None]
        return dX


class TorchEqualsShare:
    """The gradient of amax, which shares among equals. max_pool2d does not."""

    backends = ("torch",)

    def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        _fits(dY, X, size, stride, padding)
        dX = torch.zeros_like(X)
        for a, b, ys, xs in _windows(X, size, stride, padding):
            window = X[:, :, ys, xs]
            mask = (window == window.amax((2, 3), keepdim=True)).to(X.dtype)
            share = mask / mask.sum((2, 3), keepdim=True)
            dX[:, :, ys, xs] += share * dY[:, :, a, b, None, None]
        return dX


class TorchUnpool:
    """F.max_unpool2d assigns: a pixel that wins two windows keeps one gradient."""

    backends = ("torch",)

    def max_pool2d_backward(dY, X, size, stride, padding=(0, 0)):
        _fits(dY, X, size, stride, padding)
        if len(X) == 0:
            return torch.zeros_like(X)
        _, where = F.max_pool2d(X, size, stride, padding, return_indices=True)
        dX = torch.zeros_like(X).flatten(2)
        return dX.scatter(2, where.flatten(2), dY.flatten(2)).reshape(X.shape)


class TorchCountsThePadding:
    """The default of F.avg_pool2d, count_include_pad=True, turned round."""

    backends = ("torch",)
    edits = {"inside[ys[:, None, :, None], xs[:, None, :]].sum(dim=(2, 3))": "(k_y * k_x)"}
