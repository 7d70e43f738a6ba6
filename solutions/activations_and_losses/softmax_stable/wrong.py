class NoShift:
    """The formula as it stands: overflows for large logits."""

    backends = ("numpy",)

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)


class WrongAxis:
    """Normalises each class over the examples."""

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        e = np.exp(z - z.max(axis=0, keepdims=True))
        return e / e.sum(axis=0, keepdims=True)


class OneMaximum:
    """Shifts by the maximum of the whole matrix: rows far below it become 0/0."""

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        e = np.exp(z - z.max())
        return e / e.sum(axis=1, keepdims=True)


class MeanShift:
    """Shifts by the row mean: enough for one large row, not for a widely spread one."""

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        e = np.exp(z - z.mean(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)


class Clipped:
    """Clips the logits instead of shifting them: no overflow, and wrong probabilities."""

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        e = np.exp(np.clip(z, -700, 700))
        return e / e.sum(axis=1, keepdims=True)


class AddsEpsilon:
    """A small number in the denominator 'for safety': the rows no longer sum to 1."""

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / (e.sum(axis=1, keepdims=True) + 1e-8)


class InPlace:
    """Writes the shifted logits into the caller's array."""

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        z -= z.max(axis=1, keepdims=True)
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)


class AlwaysDouble:
    """Converts to float64 on the way."""

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        e = np.exp(z.astype(float) - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)


class AnyShape:
    """Takes the last axis of whatever comes in and never complains."""

    def softmax(z):
        e = np.exp(z - z.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)


class Detached:
    """Goes through NumPy, so no gradient flows."""

    backends = ("torch",)

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        a = z.detach().numpy()
        e = np.exp(a - a.max(axis=1, keepdims=True))
        return torch.from_numpy(e / e.sum(axis=1, keepdims=True))


class TorchWrongAxis:
    """Normalises each class over the examples."""

    backends = ("torch",)

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        return torch.softmax(z, dim=0)


class TorchNoShift:
    """The formula as it stands: overflows for large logits."""

    backends = ("torch",)

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        return z.exp() / z.exp().sum(dim=1, keepdim=True)
