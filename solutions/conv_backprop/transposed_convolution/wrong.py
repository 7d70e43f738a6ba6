def _painted(Z, W, size, stride, padding):
    """A right answer, for the mistakes below to spoil one thing in it."""
    never_read(Z, W, size, stride, padding)
    (p, q), (k_y, k_x) = padding, W.shape[2:]
    canvas = np.zeros((len(Z), W.shape[1], size[0] + 2 * p, size[1] + 2 * q), dtype=Z.dtype)
    for y, x in np.ndindex(*Z.shape[2:]):
        ys, xs = (
            slice(y * stride[0], y * stride[0] + k_y),
            slice(x * stride[1], x * stride[1] + k_x),
        )
        canvas[:, :, ys, xs] += np.einsum("no,ocij->ncij", Z[:, :, y, x], W)
    return canvas[:, :, p : p + size[0], q : q + size[1]]


class ZerosBehindEachPixel:
    """s - 1 zeros behind the last pixel too: h * s places instead of (h - 1) * s + 1."""

    def insert_zeros(Z, stride):
        spread = np.zeros((*Z.shape[:2], Z.shape[2] * stride[0], Z.shape[3] * stride[1]), Z.dtype)
        spread[:, :, :: stride[0], :: stride[1]] = Z
        return spread


class NearestNeighbour:
    """Repeats the pixel instead of putting zeros: another way to enlarge, and not the adjoint."""

    def insert_zeros(Z, stride):
        spread = Z.repeat(stride[0], axis=2).repeat(stride[1], axis=3)
        bottom, right = ((Z.shape[a + 2] - 1) * stride[a] + 1 for a in (0, 1))
        return spread[:, :, :bottom, :right]


class KernelNotTurned:
    """Slides the kernel as it stands."""

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        return _painted(Z, W[:, :, ::-1, ::-1], size, stride, padding)


class TransposedInSpace:
    """Takes the word literally and transposes square kernels in space."""

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        square = W.shape[2] == W.shape[3]
        return _painted(Z, W.swapaxes(2, 3) if square else W, size, stride, padding)


class NeverReadAtTheFront:
    """Puts the rows that were never read before the first pixel."""

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        X = _painted(Z, W, size, stride, padding)
        more = never_read(Z, W, size, stride, padding)
        return np.roll(X, more, axis=(2, 3))


class PaddingAdded:
    """Adds the padding around the result instead of cutting it off, then trims to size."""

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        never_read(Z, W, size, stride, padding)
        big = [d + 2 * p for d, p in zip(size, padding)]
        whole = _painted(Z, W, big, stride, (0, 0))
        return whole[:, :, : size[0], : size[1]]


class Inverse:
    """Divides by the number of pixels that reach a place, as if it undid the convolution."""

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        X = _painted(Z, W, size, stride, padding)
        counts = _painted(np.ones_like(Z[:, :1]), np.ones_like(W[:1, :1]), size, stride, padding)
        return X / np.maximum(counts, 1)


class TorchKernelNotTurned:
    """F.conv2d with the kernel as it stands."""

    backends = ("torch",)

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        more = never_read(Z, W, size, stride, padding)
        if len(Z) == 0:
            return Z.new_zeros((0, W.shape[1], *size))
        return F.conv_transpose2d(Z, W.flip(2, 3), None, stride, padding, more)


class TorchCropsWhatIsThere:
    """Forgets the rows never read: the result is smaller than asked for, or a broadcast of it."""

    backends = ("torch",)

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        never_read(Z, W, size, stride, padding)
        if len(Z) == 0:
            return Z.new_zeros((0, W.shape[1], *size))
        return F.conv_transpose2d(Z, W, None, stride, padding)


class TorchDetached:
    """Right numbers through NumPy; no gradient flows."""

    backends = ("torch",)

    def transposed_conv2d(Z, W, size, stride=(1, 1), padding=(0, 0)):
        more = never_read(Z, W, size, stride, padding)
        if len(Z) == 0:
            return Z.new_zeros((0, W.shape[1], *size))
        return F.conv_transpose2d(Z.detach(), W.detach(), None, stride, padding, more)
