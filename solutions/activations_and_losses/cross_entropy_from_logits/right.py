class OneHot:
    """Multiplies by one-hot labels instead of indexing."""

    def cross_entropy(z, y):
        check_labels(z, y)
        hot = np.eye(z.shape[1], dtype=z.dtype)[y]
        shifted = z - z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -(hot * log_p).sum(axis=1).mean()

    def cross_entropy_gradient(z, y):
        check_labels(z, y)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        return (p - np.eye(z.shape[1], dtype=z.dtype)[y]) / z.shape[0]


class RowLoop:
    """One example at a time; the loss is a Python float."""

    def cross_entropy(z, y):
        check_labels(z, y)
        total = 0.0
        for row, label in zip(z, y):
            total += np.logaddexp.reduce(row) - row[label]
        return float(total / len(y))


class Library:
    """PyTorch's own functions."""

    backends = ("torch",)

    def cross_entropy(z, y):
        check_labels(z, y)
        return F.cross_entropy(z, y)

    def cross_entropy_gradient(z, y):
        check_labels(z, y)
        return (torch.softmax(z, dim=1) - F.one_hot(y, z.shape[1]).to(z.dtype)) / len(y)


class Gather:
    """logsumexp and gather."""

    backends = ("torch",)

    def cross_entropy(z, y):
        check_labels(z, y)
        return (torch.logsumexp(z, dim=1) - z.gather(1, y[:, None]).squeeze(1)).mean()
