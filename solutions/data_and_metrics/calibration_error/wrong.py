def _guard(p, right, m):
    if m < 1 or not len(p) or p.shape != right.shape or not ((p >= 0) & (p <= 1)).all():
        raise ValueError("input")


def _tally(place, p, right, m):
    count = np.bincount(place, minlength=m)
    by = np.maximum(count, 1)
    return count, np.bincount(place, p, m) / by, np.bincount(place, right, m) / by


class LowerEdge:
    """Closes the bins below instead of above."""

    def reliability(confidence, correct, m):
        _guard(confidence, correct, m)
        place = np.searchsorted(np.arange(1, m) / m, confidence, side="right")
        return _tally(place, confidence, correct, m)


class Ceil:
    """ceil(p * m) - 1: 0.28 * 25 is a little more than 7, so 0.28 lands one bin too high."""

    def reliability(confidence, correct, m):
        _guard(confidence, correct, m)
        place = np.maximum(np.ceil(confidence * m).astype(int) - 1, 0)
        return _tally(place, confidence, correct, m)


class NaNInEmptyBins:
    """Divides by 0 in empty bins."""

    def reliability(confidence, correct, m):
        _guard(confidence, correct, m)
        place = np.searchsorted(np.arange(1, m) / m, confidence)
        count = np.bincount(place, minlength=m)
        sums = np.bincount(place, confidence, m), np.bincount(place, correct, m)
        return count, sums[0] / count, sums[1] / count


class MidpointConfidence:
    """Takes the middle of the bin for the mean confidence."""

    def reliability(confidence, correct, m):
        _guard(confidence, correct, m)
        place = np.searchsorted(np.arange(1, m) / m, confidence)
        count, _, share = _tally(place, confidence, correct, m)
        return count, (np.arange(m) + 0.5) / m * (count > 0), share


class BinsOfEqualSize:
    """Gives every bin the same number of examples."""

    def reliability(confidence, correct, m):
        _guard(confidence, correct, m)
        place = np.empty(len(confidence), dtype=int)
        place[np.argsort(confidence)] = np.arange(len(confidence)) * m // len(confidence)
        return _tally(place, confidence, correct, m)


class NoGuard:
    """Accepts anything: percentages all fall into the last bin."""

    def reliability(confidence, correct, m):
        place = np.searchsorted(np.arange(1, m) / m, confidence)
        return _tally(place, confidence, correct, m)


class Unweighted:
    """The plain mean over the bins: a bin with one example counts as much as one with a thousand."""

    def expected_calibration_error(confidence, correct, m):
        _guard(confidence, correct, m)
        place = np.searchsorted(np.arange(1, m) / m, confidence)
        count, mean, share = _tally(place, confidence, correct, m)
        return abs(mean - share)[count > 0].mean()


class SignsCancel:
    """Adds the signed differences: over- and underconfidence cancel."""

    def expected_calibration_error(confidence, correct, m):
        _guard(confidence, correct, m)
        return abs(confidence.mean() - correct.mean())


class PerExample:
    """The mean distance of each confidence from 0 or 1, without bins."""

    def expected_calibration_error(confidence, correct, m):
        _guard(confidence, correct, m)
        return np.mean(abs(confidence - correct))


class Maximum:
    """The worst bin: that is the maximum calibration error."""

    def expected_calibration_error(confidence, correct, m):
        _guard(confidence, correct, m)
        place = np.searchsorted(np.arange(1, m) / m, confidence)
        _, mean, share = _tally(place, confidence, correct, m)
        return abs(mean - share).max()


class Squared:
    """Squares the distances."""

    def expected_calibration_error(confidence, correct, m):
        _guard(confidence, correct, m)
        place = np.searchsorted(np.arange(1, m) / m, confidence)
        count, mean, share = _tally(place, confidence, correct, m)
        return ((mean - share) ** 2 * count).sum() / count.sum()


class TorchLong:
    """(p * m).long() cuts down, and p = 1 gets a bin of its own that is then clamped."""

    backends = ("torch",)

    def reliability(confidence, correct, m):
        _guard(confidence, correct, m)
        place = (confidence * m).long().clamp(max=m - 1)
        count = torch.bincount(place, minlength=m)
        sums = [torch.bincount(place, w.double(), m) for w in (confidence, correct)]
        return count, sums[0] / count.clamp(min=1), sums[1] / count.clamp(min=1)


class TorchFloat32:
    """Loses half of the digits on the way."""

    backends = ("torch",)

    def reliability(confidence, correct, m):
        _guard(confidence, correct, m)
        place = torch.bucketize(confidence, torch.arange(1, m).double() / m)
        count = torch.bincount(place, minlength=m)
        sums = [torch.bincount(place, w.float(), m) for w in (confidence, correct)]
        return count, sums[0] / count.clamp(min=1), sums[1] / count.clamp(min=1)


class TorchUnweighted:
    """The plain mean over the bins."""

    backends = ("torch",)

    def expected_calibration_error(confidence, correct, m):
        _guard(confidence, correct, m)
        place = torch.bucketize(confidence, torch.arange(1, m).double() / m)
        count = torch.bincount(place, minlength=m)
        used = count > 0
        sums = [torch.bincount(place, w.double(), m) for w in (confidence, correct)]
        return ((sums[0] - sums[1]).abs()[used] / count[used]).mean()
