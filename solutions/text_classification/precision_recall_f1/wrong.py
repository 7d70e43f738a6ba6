class Transposed:
    """Puts the prediction in the rows."""

    def confusion_matrix(y_true, y_pred, k):
        for y in (y_true, y_pred):
            if y_true.shape != y_pred.shape or ((y < 0) | (y >= k)).any():
                raise ValueError("labels")
        C = np.zeros((k, k), dtype=np.int64)
        np.add.at(C, (y_pred, y_true), 1)
        return C


class CountsPairsOnce:
    """C[y_true, y_pred] += 1 adds one for a pair, however often it occurs."""

    def confusion_matrix(y_true, y_pred, k):
        for y in (y_true, y_pred):
            if y_true.shape != y_pred.shape or ((y < 0) | (y >= k)).any():
                raise ValueError("labels")
        C = np.zeros((k, k), dtype=np.int64)
        C[y_true, y_pred] += 1
        return C


class SizeFromLabels:
    """Takes the number of classes from the largest label."""

    def confusion_matrix(y_true, y_pred, k):
        for y in (y_true, y_pred):
            if y_true.shape != y_pred.shape or ((y < 0) | (y >= k)).any():
                raise ValueError("labels")
        k = int(max(y_true.max(initial=0), y_pred.max(initial=0))) + 1
        C = np.zeros((k, k), dtype=np.int64)
        np.add.at(C, (y_true, y_pred), 1)
        return C


class NoGuard:
    """Lets label -1 count as the last class."""

    def confusion_matrix(y_true, y_pred, k):
        C = np.zeros((k, k), dtype=np.int64)
        np.add.at(C, (y_true, y_pred), 1)
        return C


class Exchanged:
    """Divides precision by the row sums and recall by the column sums."""

    def precision_recall_f1(C):
        hit, said, there = np.diag(C).astype(float), C.sum(axis=0), C.sum(axis=1)
        R, P = hit / np.maximum(said, 1), hit / np.maximum(there, 1)
        F = 2 * hit / np.maximum(said + there, 1)
        used = said + there > 0
        means = [a[used].sum() / max(1, used.sum()) for a in (P, R, F)]
        return P, R, F, np.array(means)


class NaNForEmpty:
    """Divides by 0 and leaves NaN."""

    def precision_recall_f1(C):
        hit, said, there = np.diag(C).astype(float), C.sum(axis=0), C.sum(axis=1)
        P, R = hit / said, hit / there
        F = 2 * P * R / (P + R)
        return P, R, F, np.array([P.mean(), R.mean(), F.mean()])


class MacroOverAll:
    """Averages over all k classes, used or not."""

    def precision_recall_f1(C):
        hit, said, there = np.diag(C).astype(float), C.sum(axis=0), C.sum(axis=1)
        P, R = hit / np.maximum(said, 1), hit / np.maximum(there, 1)
        F = 2 * hit / np.maximum(said + there, 1)
        return P, R, F, np.array([P.mean(), R.mean(), F.mean()])


class MacroOverTruth:
    """Leaves a class out of the average when it was predicted but never occurs."""

    def precision_recall_f1(C):
        hit, said, there = np.diag(C).astype(float), C.sum(axis=0), C.sum(axis=1)
        P, R = hit / np.maximum(said, 1), hit / np.maximum(there, 1)
        F = 2 * hit / np.maximum(said + there, 1)
        used = there > 0
        means = [a[used].sum() / max(1, used.sum()) for a in (P, R, F)]
        return P, R, F, np.array(means)


class FOfTheMeans:
    """Computes the macro F1 from macro precision and macro recall."""

    def precision_recall_f1(C):
        hit, said, there = np.diag(C).astype(float), C.sum(axis=0), C.sum(axis=1)
        P, R = hit / np.maximum(said, 1), hit / np.maximum(there, 1)
        F = 2 * hit / np.maximum(said + there, 1)
        used = said + there > 0
        p, r = (a[used].sum() / max(1, used.sum()) for a in (P, R))
        return P, R, F, np.array([p, r, 2 * p * r / (p + r) if p + r else 0.0])


class Micro:
    """Returns accuracy three times as the average."""

    def precision_recall_f1(C):
        hit, said, there = np.diag(C).astype(float), C.sum(axis=0), C.sum(axis=1)
        P, R = hit / np.maximum(said, 1), hit / np.maximum(there, 1)
        F = 2 * hit / np.maximum(said + there, 1)
        a = hit.sum() / max(1, C.sum())
        return P, R, F, np.array([a, a, a])


class ArithmeticMean:
    """Takes the mean of precision and recall for F1."""

    def precision_recall_f1(C):
        hit, said, there = np.diag(C).astype(float), C.sum(axis=0), C.sum(axis=1)
        P, R = hit / np.maximum(said, 1), hit / np.maximum(there, 1)
        F = (P + R) / 2
        used = said + there > 0
        means = [a[used].sum() / max(1, used.sum()) for a in (P, R, F)]
        return P, R, F, np.array(means)


class TorchTransposed:
    """Puts the prediction in the rows."""

    backends = ("torch",)

    def confusion_matrix(y_true, y_pred, k):
        for y in (y_true, y_pred):
            if y_true.shape != y_pred.shape or ((y < 0) | (y >= k)).any():
                raise ValueError("labels")
        return torch.bincount(y_pred * k + y_true, minlength=k * k).reshape(k, k)


class TorchFloat32:
    """Counts in torch's default float32."""

    backends = ("torch",)

    def precision_recall_f1(C):
        hit, said, there = torch.diag(C).float(), C.sum(dim=0), C.sum(dim=1)
        P, R = hit / said.clamp(min=1), hit / there.clamp(min=1)
        F = 2 * hit / (said + there).clamp(min=1)
        used = said + there > 0
        return P, R, F, torch.stack([P, R, F])[:, used].sum(dim=1) / max(1, int(used.sum()))


class TorchMacroOverAll:
    """Averages over all k classes, used or not."""

    backends = ("torch",)

    def precision_recall_f1(C):
        hit, said, there = torch.diag(C).double(), C.sum(dim=0), C.sum(dim=1)
        P, R = hit / said.clamp(min=1), hit / there.clamp(min=1)
        F = 2 * hit / (said + there).clamp(min=1)
        return P, R, F, torch.stack([P, R, F]).mean(dim=1)
