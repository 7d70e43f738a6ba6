def _both(y):
    if len(set(y.tolist())) < 2:
        raise ValueError("one class")


def _table(scores, y):
    _both(y)
    return scores[y == 1][:, None] - scores[y == 0][None, :]


class OneExampleAtATime:
    """A point for each example: ties are drawn in the order of the file."""

    def roc_curve(scores, y):
        _both(y)
        hit = y[np.argsort(-scores, kind="stable")]
        tpr, fpr = np.cumsum(hit) / hit.sum(), np.cumsum(1 - hit) / (1 - hit).sum()
        return np.append(0.0, fpr), np.append(0.0, tpr)


class NoOrigin:
    """Leaves the point (0, 0) out."""

    def roc_curve(scores, y):
        _both(y)
        steps = np.unique(scores)[::-1]
        return tuple(np.array([np.mean(scores[y == c] >= t) for t in steps]) for c in (0, 1))


class StrictThreshold:
    """Calls positive what scores more than the threshold: the last point is missing."""

    def roc_curve(scores, y):
        _both(y)
        steps = np.append(np.inf, np.unique(scores)[::-1])
        return tuple(np.array([np.mean(scores[y == c] > t) for t in steps]) for c in (0, 1))


class Swapped:
    """Returns TPR first."""

    def roc_curve(scores, y):
        _both(y)
        steps = np.append(np.inf, np.unique(scores)[::-1])
        return tuple(np.array([np.mean(scores[y == c] >= t) for t in steps]) for c in (1, 0))


class PrecisionInstead:
    """Puts the share of wrong alarms among all alarms on the axis, not among all negatives."""

    def roc_curve(scores, y):
        _both(y)
        steps = np.append(np.inf, np.unique(scores)[::-1])
        tpr = np.array([np.mean(scores[y == 1] >= t) for t in steps])
        fpr = np.array([np.mean(y[scores >= t] == 0) if t < np.inf else 0.0 for t in steps])
        return fpr, tpr


class TiesLost:
    """Counts a tie as lost."""

    def roc_auc(scores, y):
        return np.mean(_table(scores, y) > 0)


class TiesWon:
    """Counts a tie as won."""

    def roc_auc(scores, y):
        return np.mean(_table(scores, y) >= 0)


class StepsNotTrapezoids:
    """Adds rectangles under the left ends of the pieces."""

    def roc_auc(scores, y):
        _both(y)
        steps = np.append(np.inf, np.unique(scores)[::-1])
        fpr, tpr = (np.array([np.mean(scores[y == c] >= t) for t in steps]) for c in (0, 1))
        return np.sum(np.diff(fpr) * tpr[:-1])


class OrdinalRanks:
    """The rank formula with ranks 1, 2, 3, … also where scores are equal."""

    def roc_auc(scores, y):
        _both(y)
        ranks = np.empty(len(y))
        ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(y) + 1)
        p = y.sum()
        return (ranks[y == 1].sum() - p * (p + 1) / 2) / (p * (len(y) - p))


class Folded:
    """Turns an area below one half round."""

    def roc_auc(scores, y):
        _both(y)
        d = _table(scores, y)
        area = np.mean(d > 0) + np.mean(d == 0) / 2
        return max(area, 1 - area)


class Rounded:
    """Takes scores within 1e-9 for equal."""

    def roc_auc(scores, y):
        d = _table(np.round(scores, 9), y)
        return np.mean(d > 0) + np.mean(d == 0) / 2


class HalfForOneClass:
    """Says 0.5 where there is nothing to compare."""

    def roc_auc(scores, y):
        if len(set(y.tolist())) < 2:
            return 0.5
        a, b = scores[y == 1][:, None], scores[y == 0][None]
        return np.mean(a > b) + np.mean(a == b) / 2


class TorchOneExampleAtATime:
    """A point for each example: ties are drawn in the order of the file."""

    backends = ("torch",)

    def roc_curve(scores, y):
        _both(y)
        hit = y[torch.argsort(-scores, stable=True)].double()
        start = torch.zeros(1, dtype=torch.float64)
        rates = [torch.cumsum(h, 0) / h.sum() for h in (1 - hit, hit)]
        return tuple(torch.cat([start, rate]) for rate in rates)


class TorchTiesLost:
    """Counts a tie as lost."""

    backends = ("torch",)

    def roc_auc(scores, y):
        return (_table(scores, y) > 0).double().mean()


class TorchFloat32:
    """Rates in torch's default float32."""

    backends = ("torch",)

    def roc_curve(scores, y):
        _both(y)
        steps = torch.unique(scores).flip(0)
        rates = [(scores[y == c][None] >= steps[:, None]).float().mean(1) for c in (0, 1)]
        return tuple(torch.cat([torch.zeros(1), rate]) for rate in rates)
