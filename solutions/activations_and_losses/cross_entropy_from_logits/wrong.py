class LogOfSoftmax:
    """Probabilities first, logarithm second: infinite for a hopeless class."""

    backends = ("numpy",)

    def cross_entropy(z, y):
        check_labels(z, y)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        return -np.log(p[np.arange(len(y)), y]).mean()


class ClippedLog:
    """Log of a probability clipped at 1e-12: finite, and capped at 27.6."""

    def cross_entropy(z, y):
        check_labels(z, y)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        return -np.log(np.maximum(p[np.arange(len(y)), y], 1e-12)).mean()


class SumOverExamples:
    """The document's sum read as a sum over examples: grows with the batch."""

    def cross_entropy(z, y):
        check_labels(z, y)
        m = z.max(axis=1)
        log_sum = m + np.log(np.exp(z - m[:, None]).sum(axis=1))
        return (log_sum - z[np.arange(len(y)), y]).sum()

    def cross_entropy_gradient(z, y):
        check_labels(z, y)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]


class MeanOverEntries:
    """Divides by n*k instead of n."""

    def cross_entropy_gradient(z, y):
        check_labels(z, y)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return (e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / z.size


class WrongSign:
    """Label minus prediction: descending along it climbs."""

    def cross_entropy_gradient(z, y):
        check_labels(z, y)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return (np.eye(z.shape[1])[y] - e / e.sum(axis=1, keepdims=True)) / len(y)


class TorchWrongSign:
    """Label minus prediction: descending along it climbs."""

    backends = ("torch",)

    def cross_entropy_gradient(z, y):
        check_labels(z, y)
        return (F.one_hot(y, z.shape[1]).to(z.dtype) - torch.softmax(z, dim=1)) / len(y)


class ForgetsTheMean:
    """The right difference, not divided by the number of examples."""

    def cross_entropy_gradient(z, y):
        check_labels(z, y)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]


class SubtractsFromWholeColumn:
    """dZ[:, y] -= 1 touches every row, not just row i."""

    def cross_entropy_gradient(z, y):
        check_labels(z, y)
        e = np.exp(z - z.max(axis=1, keepdims=True))
        dZ = e / e.sum(axis=1, keepdims=True)
        dZ[:, y] -= 1
        return dZ / len(y)


class OneMaximum:
    """One maximum for the whole batch: log(0) in the rows far below it."""

    def cross_entropy(z, y):
        check_labels(z, y)
        m = z.max()
        return (m + np.log(np.exp(z - m).sum(axis=1)) - z[np.arange(len(y)), y]).mean()


class NoLabelCheck:
    """Takes any index that NumPy takes."""

    def cross_entropy(z, y):
        m = z.max(axis=1)
        log_sum = m + np.log(np.exp(z - m[:, None]).sum(axis=1))
        return (log_sum - z[np.arange(len(z)), y]).mean()


class SoftmaxTwice:
    """Document 003's slip: treats probabilities as if they were logits."""

    backends = ("torch",)

    def cross_entropy(z, y):
        check_labels(z, y)
        return F.cross_entropy(torch.softmax(z, dim=1), y)


class TorchLogOfSoftmax:
    """Probabilities first, logarithm second: infinite for a hopeless class."""

    backends = ("torch",)

    def cross_entropy(z, y):
        check_labels(z, y)
        return -torch.log(torch.softmax(z, dim=1)[torch.arange(len(y)), y]).mean()


class DetachedLoss:
    """Returns a number that autograd cannot follow."""

    backends = ("torch",)

    def cross_entropy(z, y):
        check_labels(z, y)
        return F.cross_entropy(z.detach(), y)


class TorchSum:
    """reduction='sum': the loss grows with the batch."""

    backends = ("torch",)

    def cross_entropy(z, y):
        check_labels(z, y)
        return F.cross_entropy(z, y, reduction="sum")
