def _windows(X, size, stride, padding, value):
    """All windows of the padded images, the last two axes inside the window."""
    pooled_sizes(X, size, stride, padding)
    p, q = padding
    big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)), constant_values=value)
    views = np.lib.stride_tricks.sliding_window_view(big, size, axis=(2, 3))
    return views[:, :, :: stride[0], :: stride[1]]


class ZerosInThePadding:
    """Pads the maximum with zeros: they beat every negative pixel."""

    def max_pool2d(X, size, stride, padding=(0, 0)):
        return _windows(X, size, stride, padding, 0).max(axis=(4, 5))


class LargeNegativeNumber:
    """Pads with -1e3, large enough for today's data."""

    def max_pool2d(X, size, stride, padding=(0, 0)):
        return _windows(X - 1e4, size, stride, padding, -1e3).max(axis=(4, 5)) + 1e4


class DividesByTheWindow:
    """Counts the padding's zeros as pixels."""

    def average_pool2d(X, size, stride, padding=(0, 0)):
        return _windows(X, size, stride, padding, 0).mean(axis=(4, 5))


class StrideOfTheWindow:
    """Takes the window's size as its stride."""

    def max_pool2d(X, size, stride, padding=(0, 0)):
        return _windows(X, size, size, padding, -np.inf).max(axis=(4, 5))


class AxesMixedUp:
    """Height and width of the window exchanged."""

    def max_pool2d(X, size, stride, padding=(0, 0)):
        return _windows(X, size[::-1], stride, padding[::-1], -np.inf).max(axis=(4, 5))


class RoundsUp:
    """One more window where the stride does not divide, as if the image went on."""

    def average_pool2d(X, size, stride, padding=(0, 0)):
        wide = np.pad(X, ((0, 0), (0, 0), (0, stride[0] - 1), (0, stride[1] - 1)), mode="edge")
        with np.errstate(invalid="ignore"):
            return np.nanmean(_windows(wide, size, stride, padding, np.nan), axis=(4, 5))


class HidesNaN:
    """Ignores NaN together with the padding."""

    def max_pool2d(X, size, stride, padding=(0, 0)):
        return np.fmax.reduce(_windows(X, size, stride, padding, -np.inf), axis=(4, 5))


class MaximumOverChannels:
    """Takes the maximum over the channels too."""

    def max_pool2d(X, size, stride, padding=(0, 0)):
        return _windows(X, size, stride, padding, -np.inf).max(axis=(1, 4, 5))[:, None]


class WritesIntoX:
    """Replaces what it has looked at."""

    def max_pool2d(X, size, stride, padding=(0, 0)):
        Y = _windows(X, size, stride, padding, -np.inf).max(axis=(4, 5))
        X[...] = np.maximum(X, 0)
        return Y


class TorchCountsPadding:
    """F.avg_pool2d's default: the padding's zeros are pixels."""

    backends = ("torch",)

    def average_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        return F.avg_pool2d(X, size, stride, padding)


class TorchZeros:
    """Pads with zeros, then takes the maximum."""

    backends = ("torch",)

    def max_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        return F.max_pool2d(F.pad(X, (padding[1],) * 2 + (padding[0],) * 2), size, stride)


class CeilMode:
    """Rounds the number of windows up."""

    backends = ("torch",)

    def max_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        return F.max_pool2d(X, size, stride, padding, ceil_mode=True)


class Detached:
    """No gradient flows."""

    backends = ("torch",)

    def average_pool2d(X, size, stride, padding=(0, 0)):
        pooled_sizes(X, size, stride, padding)
        return F.avg_pool2d(X.detach(), size, stride, padding, count_include_pad=False)
