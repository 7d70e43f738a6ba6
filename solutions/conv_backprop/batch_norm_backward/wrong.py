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


def _backward(dY, X, gamma, running_mean, running_var, training, eps, through=(True, True)):
    """A right answer; `through` says whether the paths through mean and variance are taken."""
    mean = X.mean((0, 2, 3)) if training else running_mean
    var = X.var((0, 2, 3)) if training else running_var
    root = np.sqrt(var + eps)[:, None, None]
    z = (X - mean[:, None, None]) / root
    D = gamma[:, None, None] * dY
    dX = D
    if training and through[0]:
        dX = dX - D.mean((0, 2, 3))[:, None, None]
    if training and through[1]:
        dX = dX - z * (D * z).mean((0, 2, 3))[:, None, None]
    return dX / root, (dY * z).sum((0, 2, 3)), dY.sum((0, 2, 3))


class VariancePathForgotten:
    """Only the mean is differentiated: the gradient sums to zero, and is wrong."""

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        return _backward(dY, X, gamma, running_mean, running_var, training, eps, (True, False))


class MeanPathForgotten:
    """Only the variance is differentiated."""

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        return _backward(dY, X, gamma, running_mean, running_var, training, eps, (False, True))


class StatisticsAsConstants:
    """The evaluation formula in training: dX is only a scale."""

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        return _backward(dY, X, gamma, running_mean, running_var, training, eps, (False, False))


class TrainingFormulaAlways:
    """Ignores the flag in the backward pass."""

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        return _backward(dY, X, gamma, running_mean, running_var, True, eps)


class UnbiasedEverywhere:
    """Normalises with the unbiased variance."""

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        return _forward(X, gamma, beta, running_mean, running_var, training, momentum, eps, 1, 1)


class BiasedEverywhere:
    """Keeps the biased variance for evaluation."""

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        return _forward(X, gamma, beta, running_mean, running_var, training, momentum, eps, 0, 0)


class MomentumTheOtherWay:
    """Keeps `momentum` of the old value, as an optimizer's momentum and some libraries do."""

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        return _forward(X, gamma, beta, running_mean, running_var, training, 1 - momentum, eps)


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

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        _, *later = _forward(X, gamma, beta, running_mean, running_var, training, momentum, eps)
        mean, var = (
            (X.mean((0, 2, 3)), X.var((0, 2, 3))) if training else (running_mean, running_var)
        )
        Z = (X - mean[:, None, None]) / (np.sqrt(var) + eps)[:, None, None]
        return gamma[:, None, None] * Z + beta[:, None, None], *later


class MeanOfSquares:
    """mean(x^2) - mean(x)^2 for the variance."""

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        if not training:
            return _forward(X, gamma, beta, running_mean, running_var, False, momentum, eps)
        _, *later = _forward(X, gamma, beta, running_mean, running_var, True, momentum, eps)
        mean = X.mean((0, 2, 3))
        var = (X**2).mean((0, 2, 3)) - mean**2
        Z = (X - mean[:, None, None]) / np.sqrt(var + eps)[:, None, None]
        return gamma[:, None, None] * Z + beta[:, None, None], *later


class UpdatesInPlace:
    """Writes into the caller's running statistics."""

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        Y, mean, var = _forward(X, gamma, beta, running_mean, running_var, training, momentum, eps)
        running_mean[...], running_var[...] = mean, var
        return Y, running_mean, running_var


class AnswersBetaForOneValue:
    """No error for a single value; the running variance becomes NaN or keeps its old value."""

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        if training and X.size == X.shape[1]:
            return X * 0 + beta[:, None, None], running_mean, running_var
        return _forward(X, gamma, beta, running_mean, running_var, training, momentum, eps)


class TorchVarianceByDefault:
    """Tensor.var is unbiased unless told otherwise; NumPy's is biased. A port that forgot it."""

    backends = ("torch",)

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        axes = (0, 2, 3)
        mean = X.mean(axes) if training else running_mean
        var = X.var(axes) if training else running_var
        root = torch.sqrt(var + eps)[:, None, None]
        z = (X - mean[:, None, None]) / root
        D = gamma[:, None, None] * dY
        dX = D
        if training:
            dX = D - D.mean(axes)[:, None, None] - z * (D * z).mean(axes)[:, None, None]
        return dX / root, (dY * z).sum(axes), dY.sum(axes)


class TorchVariancePathForgotten:
    """The variance is detached, so to speak."""

    backends = ("torch",)

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        axes = (0, 2, 3)
        mean = X.mean(axes) if training else running_mean
        var = X.var(axes, correction=0) if training else running_var
        root = torch.sqrt(var + eps)[:, None, None]
        D = gamma[:, None, None] * dY
        dX = D - D.mean(axes)[:, None, None] if training else D
        z = (X - mean[:, None, None]) / root
        return dX / root, (dY * z).sum(axes), dY.sum(axes)


class TorchUpdatesInPlace:
    """F.batch_norm updates the statistics that it is given."""

    backends = ("torch",)

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        Y = F.batch_norm(X, running_mean, running_var, gamma, beta, training, momentum, eps)
        return Y, running_mean, running_var


class TorchMomentumTheOtherWay:
    """Keeps `momentum` of the old value."""

    backends = ("torch",)

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        later = running_mean.clone(), running_var.clone()
        Y = F.batch_norm(X, *later, gamma, beta, training, 1 - momentum, eps)
        return Y, *later
