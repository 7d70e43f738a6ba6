class LogSumExp:
    """exp(z - logsumexp(z)): the same value by another road."""

    def softmax(z):
        if z.ndim != 2:
            raise ValueError("two dimensions, please")
        m = z.max(axis=1, keepdims=True)
        return np.exp(z - (m + np.log(np.exp(z - m).sum(axis=1, keepdims=True))))


class RowLoop:
    """One row at a time."""

    def softmax(z):
        if len(z.shape) != 2:
            raise ValueError(z.shape)
        rows = []
        for row in z:
            e = np.exp(row - max(row))
            rows.append(e / e.sum())
        return np.array(rows, dtype=z.dtype)


class Library:
    """The library's own function."""

    backends = ("torch",)

    def softmax(z):
        if z.ndim != 2:
            raise ValueError(z.shape)
        return torch.softmax(z, dim=1)


class DetachedMaximum:
    """The shift is a constant as far as autograd is concerned; the gradient is the same."""

    backends = ("torch",)

    def softmax(z):
        if z.dim() != 2:
            raise ValueError(z.shape)
        e = (z - z.detach().amax(1, keepdim=True)).exp()
        return e / e.sum(1, keepdim=True)
