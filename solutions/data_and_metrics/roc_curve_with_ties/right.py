class ByDefinition:
    """The two definitions, word for word."""

    def roc_curve(scores, y):
        if y.min() == y.max():
            raise ValueError("one class")
        steps = np.append(np.inf, np.sort(np.unique(scores))[::-1])
        first = np.arange(len(steps)) > 0
        rates = [(scores[y == c] >= steps[:, None]).mean(axis=1) * first for c in (0, 1)]
        return rates[0], rates[1]

    def roc_auc(scores, y):
        if y.min() == y.max():
            raise ValueError("one class")
        a, b = scores[y == 1][:, None], scores[y == 0]
        return float(np.mean((a > b) + 0.5 * (a == b)))


class MeanRanks:
    """The Mann-Whitney statistic from the mean ranks of ties."""

    def roc_auc(scores, y):
        p = int(y.sum())
        if p in (0, len(y)):
            raise ValueError("one class")
        _, group, counts = np.unique(scores, return_inverse=True, return_counts=True)
        ranks = (np.cumsum(counts) - (counts - 1) / 2)[group]
        return (ranks[y == 1].sum() - p * (p + 1) / 2) / (p * (len(y) - p))


class Histogram:
    """Counts positives and negatives at each distinct score."""

    backends = ("torch",)

    def roc_curve(scores, y):
        if y.min() == y.max():
            raise ValueError("one class")
        values, group = torch.unique(scores, return_inverse=True)
        rates = []
        for c in (0, 1):
            counts = torch.bincount(group[y == c], minlength=len(values)).double().flip(0)
            rates.append(torch.cat([counts.new_zeros(1), counts.cumsum(0) / counts.sum()]))
        return rates


class Pairs:
    """Every positive against every negative."""

    backends = ("torch",)

    def roc_auc(scores, y):
        if y.min() == y.max():
            raise ValueError("one class")
        a, b = scores[y == 1][:, None], scores[y == 0][None]
        return ((a > b).double() + 0.5 * (a == b).double()).mean()


class Trapezoid:
    """torch's own trapezoid rule."""

    backends = ("torch",)

    def roc_auc(scores, y):
        if y.min() == y.max():
            raise ValueError("one class")
        steps = torch.unique(scores).flip(0)
        rates = [(scores[y == c][None] >= steps[:, None]).double().mean(1) for c in (0, 1)]
        fpr, tpr = (torch.cat([rate.new_zeros(1), rate]) for rate in rates)
        return torch.trapezoid(tpr, fpr).item()
