def _forward(X, gamma, beta, running_mean, running_var, training, momentum, eps, used=0, kept=1):
    """A right answer; `used` and `kept` are subtracted from N in the two variances."""
    mean, var = running_mean, running_var
    if training:
        N = X.size // X.shape[1]
        if N == 1:
            raise ValueError("one value")
        mean = X.mean(axis=(0, 2, 3))
        squares = ((X - mean[:, None, None]) ** 2).sum(axis=(0, 2, 3))
        var = squares / (N - used)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * squares / (N - kept)
    Y = gamma[:, None, None] * (X - mean[:, None, None]) / np.sqrt(var + eps)[:, None, None]
    return Y + beta[:, None, None], running_mean.copy(), running_var.copy()


class VariancePathForgotten:
    """Only the mean is differentiated: the gradient sums to zero, and is wrong."""

    edits = {
        "D = D - D.mean(axis=axes)[:, None, None] - X_hat * along": (
            "D = D - D.mean(axis=axes)[:, None, None]"
        )
    }


class TorchVariancePathForgotten:
    """The variance is detached, so to speak."""

    backends = ("torch",)
    edits = {
        "D = D - D.mean(dim=axes)[:, None, None] - X_hat * along": (
            "D = D - D.mean(dim=axes)[:, None, None]"
        )
    }


class MeanPathForgotten:
    """Only the variance is differentiated."""

    edits = {"D = D - D.mean(axis=axes)[:, None, None] - X_hat * along": "D = D - X_hat * along"}


class StatisticsAsConstants:
    """The evaluation formula in training: dX is only a scale."""

    edits = {"D = D - D.mean(axis=axes)[:, None, None] - X_hat * along": ""}


class TrainingFormulaAlways:
    """Ignores the flag in the backward pass."""

    backends = ("numpy", "torch")
    edits = {"axes = (0, 2, 3)": "axes, training = (0, 2, 3), True"}


class UnbiasedEverywhere:
    """Normalises with the unbiased variance."""

    edits = {
        "X.var(axis=(0, 2, 3))": "X.var(axis=(0, 2, 3), ddof=1)",
        "momentum * var * (N / (N - 1))": "momentum * var",
    }


class BiasedEverywhere:
    """Keeps the biased variance for evaluation."""

    backends = ("numpy", "torch")
    edits = {"momentum * var * (N / (N - 1))": "momentum * var"}


class MomentumTheOtherWay:
    """Keeps `momentum` of the old value, as an optimizer's momentum and some libraries do."""

    backends = ("numpy", "torch")
    edits = {
        "running_mean = (1 - momentum) * running_mean + momentum * mean": (
            "running_mean = momentum * running_mean + (1 - momentum) * mean"
        ),
        "running_var = (1 - momentum) * running_var + momentum * var * (N / (N - 1))": (
            "running_var = momentum * running_var + (1 - momentum) * var * (N / (N - 1))"
        ),
    }


class UpdatesInEvaluation:
    """Goes on updating the running statistics in evaluation."""

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        Y = _forward(X, gamma, beta, running_mean, running_var, training, momentum, eps)[0]
        if X.size == X.shape[1]:
            return Y, running_mean, running_var
        return Y, *_forward(X, gamma, beta, running_mean, running_var, True, momentum, eps)[1:]


class OneMeanForEachPixel:
    """Averages over the images only, as if each pixel were a feature."""

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        if not training:
            return _forward(X, gamma, beta, running_mean, running_var, False, momentum, eps)
        if X.size == X.shape[1]:
            raise ValueError("one value")
        later = _forward(X, gamma, beta, running_mean, running_var, True, momentum, eps)[1:]
        Z = (X - X.mean(0)) / np.sqrt(X.var(0) + eps)
        return gamma[:, None, None] * Z + beta[:, None, None], *later


class EpsilonOutsideTheRoot:
    """sqrt(var) + eps."""

    edits = {"gamma / np.sqrt(var + eps)": "gamma / (np.sqrt(var) + eps)"}


class MeanOfSquares:
    """mean(x^2) - mean(x)^2 for the variance."""

    edits = {"X.var(axis=(0, 2, 3))": "(X**2).mean(axis=(0, 2, 3)) - X.mean(axis=(0, 2, 3)) ** 2"}


class UpdatesInPlace:
    """Writes into the caller's running statistics."""

    edits = {
        "running_mean = (1 - momentum) * running_mean + momentum * mean": (
            "running_mean += momentum * (mean - running_mean)"
        ),
        "running_var = (1 - momentum) * running_var + momentum * var * (N / (N - 1))": (
            "running_var += momentum * (var * (N / (N - 1)) - running_var)"
        ),
    }


class AnswersBetaForOneValue:
    """No error for a single value; the running variance becomes NaN or keeps its old value."""

    backends = ("numpy", "torch")
    edits = {
        'raise ValueError("batch_norm: training needs more than one value in each channel.")': (
            "return X * 0 + beta[:, None, None], running_mean, running_var"
        )
    }


class TorchVarianceByDefault:
    """Tensor.var is unbiased unless told otherwise; NumPy's is biased. A port that forgot it."""

    backends = ("torch",)
    edits = {"X.var(dim=axes, correction=0)": "X.var(dim=axes)"}


class TorchUpdatesInPlace:
    """F.batch_norm updates the statistics that it is given."""

    backends = ("torch",)

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        Y = F.batch_norm(X, running_mean, running_var, gamma, beta, training, momentum, eps)
        return Y, running_mean, running_var
