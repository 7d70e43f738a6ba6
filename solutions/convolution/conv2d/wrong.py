def _answer(X, W, b, stride, padding, dilation):
    """A right answer by index lists, for the mistakes below to spoil one thing in it."""
    if X.ndim != 4 or W.ndim != 4 or X.shape[1] != W.shape[1] or b.shape != W.shape[:1]:
        raise ValueError("shapes")
    p, q = padding
    big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
    tall, wide = dilation[0] * (W.shape[2] - 1) + 1, dilation[1] * (W.shape[3] - 1) + 1
    if big.shape[2] < tall or big.shape[3] < wide:
        raise ValueError("kernel too large")
    windows = np.lib.stride_tricks.sliding_window_view(big, (tall, wide), axis=(2, 3))
    windows = windows[:, :, :: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]
    return np.einsum("ncyxij,ocij->noyx", windows, W) + b[:, None, None]


class Flipped:
    """The convolution of mathematics: the kernel is turned by 180 degrees first."""

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        return _answer(X, W[:, :, ::-1, ::-1], b, stride, padding, dilation)


class RoundsUp:
    """Counts a window that hangs over the edge: rounds up instead of down."""

    def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
        room = size + 2 * padding - dilation * (kernel - 1) - 1
        if room < 0:
            raise ValueError("too large")
        return -(-room // stride) + 1


class PaddingOnce:
    """Counts the padding at one end only."""

    def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
        room = size + padding - dilation * (kernel - 1) - 1
        if room < 0:
            raise ValueError("too large")
        return room // stride + 1


class PlusOneForgotten:
    """Divides the free room by the stride and forgets the first place."""

    def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
        room = size + 2 * padding - dilation * (kernel - 1)
        if room < 1:
            raise ValueError("too large")
        return room // stride


class DilatesTheWholeKernel:
    """Takes r k as the length of a dilated kernel instead of r (k - 1) + 1."""

    def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
        room = size + 2 * padding - dilation * kernel
        if room < 0:
            raise ValueError("too large")
        return room // stride + 1


class NeverTooLarge:
    """Returns a size for a kernel that fits nowhere."""

    def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
        return max(1, (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)


class PairsMixedUp:
    """Uses the vertical stride for both axes."""

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        return _answer(X, W, b, (stride[0], stride[0]), padding, dilation)


class BiasForgotten:
    """No bias."""

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        return _answer(X, W, 0 * b, stride, padding, dilation)


class MeanOverChannels:
    """Averages over the input channels instead of adding them up."""

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        return _answer(X, W / W.shape[1], b, stride, padding, dilation)


class PadsWithTheEdge:
    """Repeats the border instead of padding with zeros."""

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        p, q = padding
        if X.ndim != 4 or len(X) == 0:
            return _answer(X, W, b, stride, padding, dilation)
        edge = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)), mode="edge")
        return _answer(edge, W, b, stride, (0, 0), dilation)


class DoublePrecision:
    """Computes in float64 whatever it is given."""

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        return _answer(X.astype(float), W, b, stride, padding, dilation)


class TorchFlipped:
    """The convolution of mathematics: the kernel is turned by 180 degrees first."""

    backends = ("torch",)

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        if X.ndim != 4 or W.ndim != 4 or X.shape[1] != W.shape[1] or b.shape != W.shape[:1]:
            raise ValueError("shapes")
        return F.conv2d(X, W.flip(2, 3), b, stride, padding, dilation)


class DilationAsStride:
    """Passes stride and dilation in the wrong order."""

    backends = ("torch",)

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        if X.ndim != 4 or W.ndim != 4 or X.shape[1] != W.shape[1] or b.shape != W.shape[:1]:
            raise ValueError("shapes")
        return F.conv2d(X, W, b, dilation, padding, stride)


class Detached:
    """Goes through NumPy: the value is right and nothing can be trained."""

    backends = ("torch",)

    def conv2d(X, W, b, stride=(1, 1), padding=(0, 0), dilation=(1, 1)):
        arrays = (a.detach().numpy() for a in (X, W, b))
        return torch.from_numpy(_answer(*arrays, stride, padding, dilation))
