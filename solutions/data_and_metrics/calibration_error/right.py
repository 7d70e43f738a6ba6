class BinByBin:
    """A loop over the bins, by the two inequalities."""

    def reliability(confidence, correct, m):
        if m <= 0 or confidence.size == 0 or confidence.shape != correct.shape:
            raise ValueError("input")
        if not (np.min(confidence) >= 0 and np.max(confidence) <= 1):
            raise ValueError("range")
        count, mean, share = np.zeros(m, dtype=np.int64), np.zeros(m), np.zeros(m)
        for b in range(m):
            low = -1.0 if b == 0 else b / m
            inside = (low < confidence) & (confidence <= (b + 1) / m)
            if inside.any():
                count[b] = inside.sum()
                mean[b], share[b] = confidence[inside].mean(), correct[inside].mean()
        return count, mean, share


class SumsOnly:
    """Counts cancel: the error is the sum of |sum of confidences - hits| over n."""

    def expected_calibration_error(confidence, correct, m):
        if m < 1 or confidence.size == 0 or confidence.shape != correct.shape:
            raise ValueError("input")
        if np.any(confidence < 0) or np.any(confidence > 1) or np.isnan(confidence).any():
            raise ValueError("range")
        place = np.searchsorted(np.arange(1, m) / m, confidence, side="left")
        gap = np.zeros(m)
        np.add.at(gap, place, confidence - correct)
        return float(np.abs(gap).sum() / len(gap[place]))


class Masks:
    """A matrix of masks, one row for each bin."""

    backends = ("torch",)

    def reliability(confidence, correct, m):
        if m < 1 or confidence.numel() == 0 or confidence.shape != correct.shape:
            raise ValueError("input")
        if not bool(((confidence >= 0) & (confidence <= 1)).all()):
            raise ValueError("range")
        upper = torch.arange(1, m + 1, dtype=torch.float64) / m
        lower = torch.arange(0, m, dtype=torch.float64) / m
        lower[0] = -1
        inside = (confidence > lower[:, None]) & (confidence <= upper[:, None])
        count, weights = inside.sum(1), inside.double()
        by = count.clamp(min=1)
        return count, weights @ confidence / by, weights @ correct.double() / by


class IndexAdd:
    """The gap of each bin by index_add."""

    backends = ("torch",)

    def expected_calibration_error(confidence, correct, m):
        if m < 1 or len(confidence) < 1 or confidence.shape != correct.shape:
            raise ValueError("input")
        if not ((confidence >= 0) & (confidence <= 1)).all():
            raise ValueError("range")
        place = torch.bucketize(confidence, torch.arange(1, m, dtype=torch.float64) / m)
        gap = torch.zeros(m, dtype=torch.float64)
        gap = gap.index_add(0, place, confidence - correct.double())
        return gap.abs().sum().item() / len(confidence)
