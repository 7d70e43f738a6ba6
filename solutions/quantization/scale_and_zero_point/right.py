class AppendZero:
    """Puts a 0 among the numbers and takes the range of all."""

    def affine_parameters(x, bits=8):
        if bits < 2 or x.size == 0 or not np.isfinite(x).all():
            raise ValueError("bad input")
        steps = 2**bits - 1
        with_zero = np.append(x.astype(float).ravel(), 0.0)
        scale = np.ptp(with_zero) / steps
        scale = scale if scale > 0 else 1.0
        return scale, int(-(steps + 1) // 2 - np.rint(with_zero.min() / scale))

    def symmetric_scales(W, bits=8):
        largest = [max(abs(v) for v in column) for column in W.T]
        top = 2 ** (bits - 1) - 1
        return np.array([m / top if m else 1 for m in largest], dtype=W.dtype)


class ZeroDimensionalTensors:
    """Stays with tensors to the end."""

    backends = ("torch",)

    def affine_parameters(x, bits=8):
        if bits < 2 or x.numel() == 0 or not x.isfinite().all():
            raise ValueError("bad input")
        low, high = x.min().double().clamp(max=0), x.max().double().clamp(min=0)
        scale = (high - low) / (2**bits - 1)
        scale = torch.where(scale > 0, scale, 1.0)
        return scale, (-(2 ** (bits - 1)) - torch.round(low / scale)).to(torch.int64)

    def symmetric_scales(W, bits=8):
        scales = torch.maximum(W.max(dim=0).values, -W.min(dim=0).values) / (2 ** (bits - 1) - 1)
        return scales.masked_fill(scales == 0, 1.0)


class SortedNumbers:
    """The ends of the sorted list, 0 among it; two maxima for the columns."""

    def affine_parameters(x, bits=8):
        values = sorted([0.0, *x.astype(float).ravel().tolist()])
        if bits < 2 or len(values) == 1 or not all(map(math.isfinite, values)):
            raise ValueError("bad input")
        scale = (values[-1] - values[0]) / (2**bits - 1) or 1.0
        return scale, -(2 ** (bits - 1)) - round(values[0] / scale)

    def symmetric_scales(W, bits=8):
        top = 2 ** (bits - 1) - 1
        largest = np.maximum(W.max(axis=0), -W.min(axis=0))
        return np.where(largest > 0, largest, top) / top


class TorchSortedNumbers:
    """The ends of the sorted tensor; a norm for the columns."""

    backends = ("torch",)

    def affine_parameters(x, bits=8):
        if bits < 2 or x.numel() == 0 or bool((x - x).ne(0).any()):
            raise ValueError("bad input")
        values = (
            torch.cat([x.flatten().double(), torch.zeros(1, dtype=torch.float64)]).sort().values
        )
        scale = float(values[-1] - values[0]) / (2**bits - 1) or 1.0
        return scale, -(2 ** (bits - 1)) - round(float(values[0]) / scale)

    def symmetric_scales(W, bits=8):
        scales = torch.linalg.vector_norm(W, ord=float("inf"), dim=0) / (2 ** (bits - 1) - 1)
        return scales + (scales == 0).to(W.dtype)
