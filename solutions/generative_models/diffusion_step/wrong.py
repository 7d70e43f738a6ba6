class SumInsteadOfProduct:
    """Takes 1 minus the sum of the variances for what is left: negative after a while."""

    def linear_schedule(steps, first, last):
        beta = np.linspace(first, last, steps)
        return beta, 1 - np.cumsum(beta)


class EndLeftOut:
    """Equal steps that never arrive at the last variance."""

    def linear_schedule(steps, first, last):
        beta = np.linspace(first, last, steps, endpoint=False)
        return beta, np.cumprod(1 - beta)


class NoRoots:
    """Weighs with alpha_bar itself: variances where deviations belong."""

    def diffuse(x, s, eps, alpha_bar):
        left = alpha_bar[s][:, None]
        return left * x + (1 - left) * eps


class NoiseOnTop:
    """Adds the noise and does not shrink the data: the variance grows without end."""

    def diffuse(x, s, eps, alpha_bar):
        return x + np.sqrt(1 - alpha_bar[s])[:, None] * eps


class OneStepForAll:
    """Uses the first example's step for the whole batch."""

    def diffuse(x, s, eps, alpha_bar):
        left = alpha_bar[s[0]]
        return np.sqrt(left) * x + np.sqrt(1 - left) * eps


class LastEntryBeforeZero:
    """alpha_bar[-1] at step 0: the last entry of the schedule."""

    def posterior(x, x_s, s, beta, alpha_bar):
        before, now = alpha_bar[s - 1], alpha_bar[s]
        a = np.sqrt(before) * beta[s] / (1 - now)
        b = np.sqrt(1 - beta[s]) * (1 - before) / (1 - now)
        return a[:, None] * x + b[:, None] * x_s, (1 - before) / (1 - now) * beta[s]


class WeightsSwapped:
    """Gives the weight of the data to the noisy state and the other way round."""

    def posterior(x, x_s, s, beta, alpha_bar):
        before, now = np.where(s > 0, alpha_bar[s - 1], 1.0), alpha_bar[s]
        a = np.sqrt(before) * beta[s] / (1 - now)
        b = np.sqrt(1 - beta[s]) * (1 - before) / (1 - now)
        return b[:, None] * x + a[:, None] * x_s, (1 - before) / (1 - now) * beta[s]


class PlainBeta:
    """The variance of the forward step for that of the backward step."""

    def posterior(x, x_s, s, beta, alpha_bar):
        before, now = np.where(s > 0, alpha_bar[s - 1], 1.0), alpha_bar[s]
        a = np.sqrt(before) * beta[s] / (1 - now)
        b = np.sqrt(1 - beta[s]) * (1 - before) / (1 - now)
        return a[:, None] * x + b[:, None] * x_s, beta[s]


class DeviationForVariance:
    """Returns the root of the variance."""

    def posterior(x, x_s, s, beta, alpha_bar):
        before, now = np.where(s > 0, alpha_bar[s - 1], 1.0), alpha_bar[s]
        a = np.sqrt(before) * beta[s] / (1 - now)
        b = np.sqrt(1 - beta[s]) * (1 - before) / (1 - now)
        return a[:, None] * x + b[:, None] * x_s, np.sqrt((1 - before) / (1 - now) * beta[s])


class TorchNoRoots:
    """Weighs with alpha_bar itself: variances where deviations belong."""

    backends = ("torch",)

    def diffuse(x, s, eps, alpha_bar):
        left = alpha_bar[s][:, None]
        return left * x + (1 - left) * eps


class TorchSingle:
    """PyTorch's default type: a schedule in float32."""

    backends = ("torch",)

    def linear_schedule(steps, first, last):
        beta = torch.linspace(first, last, steps)
        return beta, torch.cumprod(1 - beta, dim=0)


class TorchLastEntryBeforeZero:
    """alpha_bar[-1] at step 0: the last entry of the schedule."""

    backends = ("torch",)

    def posterior(x, x_s, s, beta, alpha_bar):
        before, now = alpha_bar[s - 1], alpha_bar[s]
        a = torch.sqrt(before) * beta[s] / (1 - now)
        b = torch.sqrt(1 - beta[s]) * (1 - before) / (1 - now)
        return a[:, None] * x + b[:, None] * x_s, (1 - before) / (1 - now) * beta[s]
