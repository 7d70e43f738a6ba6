class NoRegulariser:
    """Leaves s/2 out: all variances grow for ever, and the loss goes to 0."""

    backends = ("numpy", "torch")

    def multitask_loss(losses, log_variances, is_regression):
        return (factors(losses, is_regression) * losses / 2.718281828459045**log_variances).sum()


class VarianceForItsLogarithm:
    """Divides by s instead of by e^s."""

    def multitask_loss(losses, log_variances, is_regression):
        weights = factors(losses, is_regression) / log_variances
        return (weights * losses + np.log(np.abs(log_variances)) / 2).sum()


class WholeLogVariance:
    """Adds s, the logarithm of the variance, where log sigma = s/2 belongs."""

    def multitask_loss(losses, log_variances, is_regression):
        weights = factors(losses, is_regression) * np.exp(-log_variances)
        return (weights * losses + log_variances).sum()


class EveryTaskARegression:
    """Halves the cross-entropies too."""

    backends = ("torch",)

    def multitask_loss(losses, log_variances, is_regression):
        return (torch.exp(-log_variances) * losses + log_variances).sum() / 2


class MeanOverTasks:
    """Averages: the gradient then shrinks with the number of tasks."""

    def multitask_loss(losses, log_variances, is_regression):
        weights = factors(losses, is_regression) * np.exp(-log_variances)
        return (weights * losses + log_variances / 2).mean()


class RewardsNoise:
    """Sign of the exponent lost: the noisiest task gets the largest weight."""

    backends = ("torch",)

    def multitask_loss(losses, log_variances, is_regression):
        weights = factors(losses, is_regression) * torch.exp(log_variances)
        return (weights * losses + log_variances / 2).sum()


class GradientWithoutHalf:
    """Forgets the derivative of s/2."""

    def multitask_gradient(losses, log_variances, is_regression):
        weights = factors(losses, is_regression) * np.exp(-log_variances)
        return weights, -weights * losses


class SignOfTheInnerDerivative:
    """d/ds of e^-s without its minus."""

    backends = ("numpy", "torch")

    def multitask_gradient(losses, log_variances, is_regression):
        weights = factors(losses, is_regression) * 2.718281828459045 ** (-log_variances)
        return weights, 0.5 + weights * losses


class BestForRegressionsOnly:
    """log L for every task: right for a squared error, short by log 2 for a cross-entropy."""

    backends = ("torch",)

    def best_log_variances(losses, is_regression):
        if (losses <= 0).any():
            raise ValueError("not positive")
        return torch.log(losses)


class MinusInfinity:
    """Takes the logarithm of 0 without a word."""

    def best_log_variances(losses, is_regression):
        return np.log(2 * factors(losses, is_regression) * losses)
