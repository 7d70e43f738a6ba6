class CastBeforeClip:
    """Converts to int8 first: 300 becomes 44, and nothing is left to clip."""

    def quantize(x, scale, zero_point, bits=8):
        codes = (np.round(x / scale) + zero_point).astype(np.int64).astype(np.int8)
        return np.clip(codes, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


class NoClip:
    """Leaves the codes that do not fit as they are."""

    backends = ("torch",)

    def quantize(x, scale, zero_point, bits=8):
        return (torch.round(x / scale) + zero_point).to(torch.int8)


class ClipBeforeZeroPoint:
    """Clips round(x/s), then adds z, which leaves the range again."""

    def quantize(x, scale, zero_point, bits=8):
        codes = np.clip(np.round(x / scale), -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        return (codes + zero_point).astype(np.int8)


class RoundHalfUp:
    """floor(v + 1/2) instead of ties to even."""

    def quantize(x, scale, zero_point, bits=8):
        codes = np.floor(x / scale + 0.5) + zero_point
        return np.clip(codes, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1).astype(np.int8)


class ZeroPointInsideTheRounding:
    """round(x/s + z): ties fall the other way when z is odd."""

    def quantize(x, scale, zero_point, bits=8):
        codes = np.round(x / scale + zero_point)
        return np.clip(codes, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1).astype(np.int8)


class Truncates:
    """The cast alone cuts the fraction off: errors up to a whole step."""

    backends = ("numpy", "torch")

    def quantize(x, scale, zero_point, bits=8):
        top = 2 ** (bits - 1)
        if isinstance(x, np.ndarray):
            return np.clip(np.trunc(x / scale) + zero_point, -top, top - 1).astype(np.int8)
        return (torch.trunc(x / scale) + zero_point).clamp(-top, top - 1).to(torch.int8)


class SymmetricClip:
    """Never uses the first code."""

    def quantize(x, scale, zero_point, bits=8):
        top = 2 ** (bits - 1) - 1
        return np.clip(np.round(x / scale) + zero_point, -top, top).astype(np.int8)


class WrapsInInt8:
    """Subtracts in int8: 127 - (-128) becomes -1."""

    def dequantize(q, scale, zero_point):
        return ((q - np.int8(zero_point)) * scale).astype(np.float32)


class TorchWrapsInInt8:
    """Subtracts in int8: 127 - (-128) becomes -1."""

    backends = ("torch",)

    def dequantize(q, scale, zero_point):
        return ((q - zero_point) * scale).to(torch.float32)


class AddsTheZeroPoint:
    """Adds z on the way back too."""

    def dequantize(q, scale, zero_point):
        return ((q.astype(np.int32) + zero_point) * scale).astype(np.float32)


class HalfStepEverywhere:
    """Forgets clipping: outside the range the error grows without limit."""

    backends = ("numpy", "torch")

    def error_bound(x, scale, zero_point, bits=8):
        return 0 * x + scale / 2


class WholeStepBound:
    """A bound that holds and is twice too large."""

    def error_bound(x, scale, zero_point, bits=8):
        lowest = scale * (-(2 ** (bits - 1)) - zero_point)
        highest = scale * (2 ** (bits - 1) - 1 - zero_point)
        return np.maximum(np.maximum(lowest - x, x - highest), scale)


class BoundForgetsTheZeroPoint:
    """Measures the distance to the ends of the symmetric range."""

    def error_bound(x, scale, zero_point, bits=8):
        top = scale * 2 ** (bits - 1)
        return np.maximum(np.maximum(-top - x, x - top + scale), scale / 2)
