class ClipTheNumbers:
    """Clips x to the range that the codes stand for, then rounds."""

    def quantize(x, scale, zero_point, bits=8):
        if np.isnan(x).any():
            raise ValueError("NaN")
        first, last = -(2 ** (bits - 1)) - zero_point, 2 ** (bits - 1) - 1 - zero_point
        return (np.rint(np.clip(x / scale, first, last)) + zero_point).astype("int8")

    def dequantize(q, scale, zero_point):
        return np.multiply(q.astype(float) - float(zero_point), scale).astype("float32")

    def error_bound(x, scale, zero_point, bits=8):
        first, last = -(2 ** (bits - 1)) - zero_point, 2 ** (bits - 1) - 1 - zero_point
        outside = np.abs(x - np.clip(x, scale * first, scale * last))
        return np.where(outside > scale / 2, outside, 0 * x + scale / 2).astype(x.dtype)


class OtherTensorWords:
    """minimum, maximum and where instead of clamp."""

    backends = ("torch",)

    def quantize(x, scale, zero_point, bits=8):
        if x.isnan().any():
            raise ValueError("NaN")
        codes = (x / scale).round() + zero_point
        codes = torch.where(codes > 2 ** (bits - 1) - 1, 2 ** (bits - 1) - 1, codes)
        return torch.where(codes < -(2 ** (bits - 1)), -(2 ** (bits - 1)), codes).char()

    def dequantize(q, scale, zero_point):
        return ((q.double() - zero_point) * scale).float()

    def error_bound(x, scale, zero_point, bits=8):
        low = scale * (-(2 ** (bits - 1)) - zero_point)
        nearest = torch.minimum(torch.maximum(x, 0 * x + low), 0 * x + low + scale * (2**bits - 1))
        return torch.maximum((x - nearest).abs(), 0 * x + scale / 2)


class TableOfNumbers:
    """The steps behind each of the 256 codes, looked up; two comparisons for the bound."""

    def quantize(x, scale, zero_point, bits=8):
        if (x != x).any():
            raise ValueError("NaN")
        top = 2 ** (bits - 1)
        codes = np.rint(np.divide(x, scale)) + zero_point
        return np.minimum(np.maximum(codes, -top), top - 1).astype(np.int8)

    def dequantize(q, scale, zero_point):
        steps = np.arange(-128.0, 128.0) - zero_point
        return (scale * steps[q.astype(int) + 128]).astype(np.float32)

    def error_bound(x, scale, zero_point, bits=8):
        top = 2 ** (bits - 1)
        low, high = -scale * (top + zero_point), scale * (top - 1 - zero_point)
        outside = np.where(x < low, low - x, np.where(x > high, x - high, 0))
        return np.maximum(outside, scale / 2).astype(x.dtype)


class TorchTableOfNumbers:
    """The same look-up with tensors; relu measures how far outside x lies."""

    backends = ("torch",)

    def quantize(x, scale, zero_point, bits=8):
        if (x != x).any():
            raise ValueError("NaN")
        top = 2 ** (bits - 1)
        codes = torch.div(x, scale).round().add(zero_point)
        return torch.clip(codes, -top, top - 1).type(torch.int8)

    def dequantize(q, scale, zero_point):
        steps = torch.arange(-128, 128, dtype=torch.float64) - zero_point
        return (scale * steps[q.long() + 128]).float()

    def error_bound(x, scale, zero_point, bits=8):
        top = 2 ** (bits - 1)
        outside = F.relu(x - scale * (top - 1 - zero_point)) + F.relu(
            -scale * (top + zero_point) - x
        )
        return F.relu(outside - scale / 2) + scale / 2
