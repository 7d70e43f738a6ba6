class RangeWithoutZero:
    """Uses [min, max] as it is, so 0 may have no code."""

    def affine_parameters(x, bits=8):
        qmin, qmax = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        low, high = float(x.min()), float(x.max())
        scale = (high - low) / (qmax - qmin) or 1.0
        return scale, qmin - round(low / scale)


class ZeroDivision:
    """Forgets that a tensor of zeros has an empty range."""

    def affine_parameters(x, bits=8):
        qmin, qmax = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
        scale = (high - low) / (qmax - qmin)
        return scale, qmin - round(low / scale)


class CountsCodesNotSteps:
    """Divides by the number of codes, 2^bits; between them there is one step fewer."""

    def affine_parameters(x, bits=8):
        low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
        scale = (high - low) / 2**bits or 1.0
        return scale, -(2 ** (bits - 1)) - round(low / scale)


class Truncates:
    """Cuts the fraction off instead of rounding."""

    backends = ("numpy", "torch")

    def affine_parameters(x, bits=8):
        qmin, qmax = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
        scale = (high - low) / (qmax - qmin) or 1.0
        return scale, qmin - int(low / scale)


class RoundsHalfUp:
    """floor(v + 1/2): differs from round-half-to-even at the ties."""

    def affine_parameters(x, bits=8):
        qmin, qmax = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
        scale = (high - low) / (qmax - qmin) or 1.0
        return scale, qmin - math.floor(low / scale + 0.5)


class UnsignedZeroPoint:
    """The zero point of the unsigned code 0 … 2^bits - 1."""

    backends = ("numpy", "torch")

    def affine_parameters(x, bits=8):
        low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
        scale = (high - low) / (2**bits - 1) or 1.0
        return scale, -round(low / scale)


class OneScaleForAll:
    """One scale for the whole matrix, repeated."""

    def symmetric_scales(W, bits=8):
        scale = np.abs(W).max() / (2 ** (bits - 1) - 1)
        return np.full(W.shape[1], scale if scale else 1.0, dtype=W.dtype)


class ScalePerRow:
    """Reduces over the outputs: one scale for each input."""

    backends = ("torch",)

    def symmetric_scales(W, bits=8):
        scales = W.abs().amax(dim=1) / (2 ** (bits - 1) - 1)
        return torch.where(scales == 0, torch.ones_like(scales), scales)


class LargestSignedEntry:
    """Takes the largest entry, not the largest absolute value."""

    def symmetric_scales(W, bits=8):
        scales = W.max(axis=0) / (2 ** (bits - 1) - 1)
        return np.where(scales == 0, 1.0, scales).astype(W.dtype)


class DeadColumnScaleZero:
    """Leaves scale 0 for a column of zeros: quantising it gives 0/0."""

    backends = ("torch",)

    def symmetric_scales(W, bits=8):
        return W.abs().amax(dim=0) / (2 ** (bits - 1) - 1)


class UsesTheExtraCode:
    """Divides by 2^(bits-1): the largest weight then needs a code that does not exist."""

    def symmetric_scales(W, bits=8):
        scales = np.abs(W).max(axis=0) / 2 ** (bits - 1)
        scales[scales == 0] = 1
        return scales
