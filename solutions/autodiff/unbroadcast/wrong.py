class MeanOverCopies:
    """Averages over the copies."""

    def unbroadcast(dY, shape):
        try:
            ones = np.broadcast_shapes(shape, dY.shape) == dY.shape
        except ValueError:
            ones = False
        if not ones or len(shape) > dY.ndim:
            raise ValueError("shape")
        padded = (1,) * (dY.ndim - len(shape)) + tuple(shape)
        return dY.mean(axis=tuple(i for i, s in enumerate(padded) if s == 1)).reshape(shape)


class OnlyTheAxesInFront:
    """Sums over the axes put in front and forgets the stretched ones; reshape then fails or lies."""

    def unbroadcast(dY, shape):
        padded = (1,) * (dY.ndim - len(shape)) + tuple(shape)
        if len(padded) > dY.ndim or any(s not in (1, d) for s, d in zip(padded, dY.shape)):
            raise ValueError("shape")
        dY = dY.sum(axis=tuple(range(dY.ndim - len(shape))))
        return dY if dY.shape == tuple(shape) else dY[tuple(slice(0, s) for s in shape)]


class LeftAligned:
    """Matches axes from the left: (n,) against (n, n) is summed over the columns."""

    backends = ("numpy", "torch")

    def unbroadcast(dY, shape):
        padded = tuple(shape) + (1,) * (dY.ndim - len(shape))
        if len(padded) > dY.ndim or any(s not in (1, d) for s, d in zip(padded, dY.shape)):
            raise ValueError("shape")
        for i, s in enumerate(padded):
            if s == 1:
                dY = dY.sum(i, keepdims=True)
        return dY.reshape(shape)


class FirstCopyOnly:
    """Takes the gradient of the first copy: right when there is one copy."""

    backends = ("numpy", "torch")

    def unbroadcast(dY, shape):
        padded = (1,) * (dY.ndim - len(shape)) + tuple(shape)
        if len(padded) > dY.ndim or any(s not in (1, d) for s, d in zip(padded, dY.shape)):
            raise ValueError("shape")
        return dY[tuple(slice(0, s) for s in padded)].reshape(shape)


class SumsAndReshapes:
    """Reshapes to rows of the size and sums them: right only where the copies lie in front."""

    backends = ("numpy", "torch")

    def unbroadcast(dY, shape):
        size = 1
        for s in shape:
            size *= s
        return dY.reshape(-1, size).sum(0).reshape(shape)


class NoGuard:
    """Never refuses: sums whatever does not fit."""

    def unbroadcast(dY, shape):
        padded = (1,) * (dY.ndim - len(shape)) + tuple(shape)
        axes = tuple(i for i, s in enumerate(padded) if s != dY.shape[i])
        return dY.sum(axis=axes, keepdims=True).reshape(shape)


class SumOverNoAxes:
    """PyTorch's trap: an empty list of axes means all of them."""

    backends = ("torch",)

    def unbroadcast(dY, shape):
        padded = (1,) * (dY.ndim - len(shape)) + tuple(shape)
        if len(padded) > dY.ndim or any(s not in (1, d) for s, d in zip(padded, dY.shape)):
            raise ValueError("shape")
        axes = tuple(i for i, (s, d) in enumerate(zip(padded, dY.shape)) if s == 1 and d != 1)
        return dY.sum(dim=axes, keepdim=True).expand(padded).reshape(shape)


class AlwaysFloat64:
    """Sums in float64 and stays there."""

    backends = ("torch",)

    def unbroadcast(dY, shape):
        padded = (1,) * (dY.ndim - len(shape)) + tuple(shape)
        if len(padded) > dY.ndim or any(s not in (1, d) for s, d in zip(padded, dY.shape)):
            raise ValueError("shape")
        return dY.double().sum_to_size(shape)
