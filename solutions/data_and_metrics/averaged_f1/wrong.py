def _parts(A, B):
    if A.shape != B.shape:
        raise ValueError((A.shape, B.shape))
    hits, there, said = (A & B).sum(axis=0), A.sum(axis=0), B.sum(axis=0)
    return hits, there, said, 2 * hits / np.maximum(there + said, 1)


def _over(a, b):
    return a / b if b else 0.0


class MicroIsMacro:
    """Returns the mean of the F1s for micro too."""

    def averaged_f1(Y_true, Y_pred):
        hits, there, said, F = _parts(Y_true, Y_pred)
        used = _over(F.sum(), np.sum(there + said > 0))
        return np.array([F.mean(), used, used, _over((there * F).sum(), there.sum())])


class UsedMeansOccurs:
    """Leaves out a class that is predicted but never occurs: its false alarms cost nothing."""

    def averaged_f1(Y_true, Y_pred):
        hits, there, said, F = _parts(Y_true, Y_pred)
        used = _over(F[there > 0].sum(), np.sum(there > 0))
        micro = _over(2 * hits.sum(), (there + said).sum())
        return np.array([F.mean(), used, micro, _over((there * F).sum(), there.sum())])


class AllMeansUsed:
    """Gives the macro average over the used classes twice."""

    def averaged_f1(Y_true, Y_pred):
        hits, there, said, F = _parts(Y_true, Y_pred)
        used = _over(F.sum(), np.sum(there + said > 0))
        micro = _over(2 * hits.sum(), (there + said).sum())
        return np.array([used, used, micro, _over((there * F).sum(), there.sum())])


class NaNForEmpty:
    """Divides 0 by 0 and leaves NaN."""

    def averaged_f1(Y_true, Y_pred):
        hits, there, said, _ = _parts(Y_true, Y_pred)
        F = 2 * hits / (there + said)
        micro = 2 * hits.sum() / (there + said).sum()
        return np.array([F.mean(), np.nanmean(F), micro, np.nansum(there * F) / there.sum()])


class MicroIsAccuracy:
    """Takes the share of right entries for micro F1: true negatives are counted in."""

    def averaged_f1(Y_true, Y_pred):
        hits, there, said, F = _parts(Y_true, Y_pred)
        used = _over(F.sum(), np.sum(there + said > 0))
        micro = np.mean(Y_true == Y_pred) if Y_true.size else 0.0
        return np.array([F.mean(), used, micro, _over((there * F).sum(), there.sum())])


class WeightedByPredictions:
    """Weights each class by how often it is predicted."""

    def averaged_f1(Y_true, Y_pred):
        hits, there, said, F = _parts(Y_true, Y_pred)
        used = _over(F.sum(), np.sum(there + said > 0))
        micro = _over(2 * hits.sum(), (there + said).sum())
        return np.array([F.mean(), used, micro, _over((said * F).sum(), said.sum())])


class OfTheMeans:
    """Computes macro F1 from the mean precision and the mean recall."""

    def averaged_f1(Y_true, Y_pred):
        hits, there, said, F = _parts(Y_true, Y_pred)
        P, R = hits / np.maximum(said, 1), hits / np.maximum(there, 1)
        used = there + said > 0
        macro = _over(2 * P.mean() * R.mean(), P.mean() + R.mean())
        p, r = (_over(a[used].sum(), used.sum()) for a in (P, R))
        micro = _over(2 * hits.sum(), (there + said).sum())
        weighted = _over((there * F).sum(), there.sum())
        return np.array([macro, _over(2 * p * r, p + r), micro, weighted])


class OverRows:
    """One F1 for each example instead of each class."""

    def averaged_f1(Y_true, Y_pred):
        if Y_true.shape != Y_pred.shape:
            raise ValueError(Y_true.shape)
        hits, there, said, F = _parts(Y_true.T, Y_pred.T)
        used = _over(F.sum(), np.sum(there + said > 0))
        micro = _over(2 * hits.sum(), (there + said).sum())
        mean = _over(F.sum(), len(F))
        return np.array([mean, used, micro, _over((there * F).sum(), there.sum())])


class Jaccard:
    """Leaves the 2 out and counts every hit once below: intersection over union."""

    def averaged_f1(Y_true, Y_pred):
        hits, there, said, _ = _parts(Y_true, Y_pred)
        union = there + said - hits
        F = hits / np.maximum(union, 1)
        used = _over(F.sum(), np.sum(union > 0))
        micro = _over(hits.sum(), union.sum())
        return np.array([F.mean(), used, micro, _over((there * F).sum(), there.sum())])


class TorchFloat32:
    """torch divides integers in float32."""

    backends = ("torch",)

    def averaged_f1(Y_true, Y_pred):
        if Y_true.shape != Y_pred.shape:
            raise ValueError(Y_true.shape)
        hits, there, said = (Y_true & Y_pred).sum(0), Y_true.sum(0), Y_pred.sum(0)
        F = 2 * hits / (there + said).clamp(min=1)
        sums = torch.stack([F.sum(), F.sum(), 2.0 * hits.sum(), (there * F).sum()])
        divisors = [len(F), (there + said > 0).sum(), (there + said).sum(), there.sum()]
        return sums / torch.tensor(divisors).clamp(min=1)


class TorchUsedMeansOccurs:
    """Leaves out a class that is predicted but never occurs."""

    backends = ("torch",)

    def averaged_f1(Y_true, Y_pred):
        if Y_true.shape != Y_pred.shape:
            raise ValueError(Y_true.shape)
        hits, there, said = (Y_true & Y_pred).sum(0).double(), Y_true.sum(0), Y_pred.sum(0)
        F = 2 * hits / (there + said).clamp(min=1)
        sums = torch.stack([F.sum(), F.sum(), 2.0 * hits.sum(), (there * F).sum()])
        divisors = [len(F), (there > 0).sum(), (there + said).sum(), there.sum()]
        return sums / torch.tensor(divisors).clamp(min=1)


class TorchEpsilon:
    """Adds a small number to every divisor, so perfect predictions score a little below 1."""

    backends = ("torch",)

    def averaged_f1(Y_true, Y_pred):
        if Y_true.shape != Y_pred.shape:
            raise ValueError(Y_true.shape)
        hits, there, said = (Y_true & Y_pred).sum(0).double(), Y_true.sum(0), Y_pred.sum(0)
        F = 2 * hits / (there + said + 1e-7)
        sums = torch.stack([F.sum(), F.sum(), 2.0 * hits.sum(), (there * F).sum()])
        divisors = [len(F), (there + said > 0).sum(), (there + said).sum(), there.sum()]
        return sums / (torch.tensor(divisors) + 1e-7)
