def _guard(A, B):
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[1] or len(A) == 0:
        raise ValueError((A.shape, B.shape))


class StatisticsOfBoth:
    """Takes mean and deviation over training and new rows together: the classic leak."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        X = np.concatenate([X_train, X_new])
        mean, spread = X.mean(axis=0), X.std(axis=0)
        spread = np.where(np.ptp(X, axis=0) == 0, 1, spread)
        return (X_train - mean) / spread, (X_new - mean) / spread


class EachPartByItself:
    """Standardises the new rows with their own statistics."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)

        def one(X):
            spread = X.std(axis=0) if len(X) else np.ones(X.shape[1])
            return (X - (X.mean(axis=0) if len(X) else 0)) / np.where(spread > 0, spread, 1)

        return one(X_train), one(X_new)


class OverRows:
    """Standardises every row instead of every column."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)

        def one(X):
            spread = X.std(axis=1, keepdims=True)
            return (X - X.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1)

        return one(X_train), one(X_new)


class OneScaleForAll:
    """One mean and one deviation for the whole matrix."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        spread = X_train.std() or 1
        return (X_train - X_train.mean()) / spread, (X_new - X_train.mean()) / spread


class SampleDeviation:
    """Divides by n - 1."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        mean, constant = X_train.mean(axis=0), np.ptp(X_train, axis=0) == 0
        spread = X_train.std(axis=0, ddof=1) if len(X_train) > 1 else X_train[0] * 0
        spread = np.where(constant, 1, spread)
        return (X_train - mean) / spread, (X_new - mean) / spread


class Epsilon:
    """Adds 1e-8 to the deviation: constant columns explode and small ones are flattened."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        mean, spread = X_train.mean(axis=0), X_train.std(axis=0) + 1e-8
        return (X_train - mean) / spread, (X_new - mean) / spread


class ZeroDeviation:
    """Asks whether the computed deviation is 0; for a column of 0.1 it is 1e-17."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        mean, spread = X_train.mean(axis=0), X_train.std(axis=0)
        spread = np.where(spread == 0, 1, spread)
        return (X_train - mean) / spread, (X_new - mean) / spread


class ConstantBecomesZero:
    """Sets constant columns to 0 everywhere: a new value that differs is lost."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        mean, moving = X_train.mean(axis=0), np.ptp(X_train, axis=0) > 0
        spread = np.where(moving, X_train.std(axis=0), 1)
        return (X_train - mean) / spread * moving, (X_new - mean) / spread * moving


class InPlace:
    """Writes the centred rows into the caller's array."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        mean = X_train.mean(axis=0)
        spread = np.where(np.ptp(X_train, axis=0) == 0, 1, X_train.std(axis=0))
        X_train -= mean
        X_new -= mean
        return X_train / spread, X_new / spread


class AlwaysDouble:
    """Converts to float64 on the way."""

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        A, B = X_train.astype(float), X_new.astype(float)
        spread = np.where(np.ptp(A, axis=0) == 0, 1.0, A.std(axis=0))
        return (A - A.mean(axis=0)) / spread, (B - A.mean(axis=0)) / spread


class TorchDefaultDeviation:
    """torch.std divides by n - 1 unless told otherwise; np.std divides by n."""

    backends = ("torch",)

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        constant = X_train.amax(dim=0) == X_train.amin(dim=0)
        mean, spread = X_train.mean(dim=0), torch.where(constant, 1, X_train.std(dim=0))
        return (X_train - mean) / spread, (X_new - mean) / spread


class TorchEachPartByItself:
    """Like a batch norm that was left in training mode: every batch by its own statistics."""

    backends = ("torch",)

    def standardise(X_train, X_new):
        _guard(X_train, X_new)

        def one(X):
            if not len(X):
                return X
            constant = X.amax(dim=0) == X.amin(dim=0)
            return (X - X.mean(dim=0)) / torch.where(constant, 1, X.std(dim=0, correction=0))

        return one(X_train), one(X_new)


class TorchThreshold:
    """Takes every deviation below 1e-6 for a constant column."""

    backends = ("torch",)

    def standardise(X_train, X_new):
        _guard(X_train, X_new)
        mean, spread = X_train.mean(dim=0), X_train.std(dim=0, correction=0)
        spread = torch.where(spread < 1e-6, torch.ones_like(spread), spread)
        return (X_train - mean) / spread, (X_new - mean) / spread
