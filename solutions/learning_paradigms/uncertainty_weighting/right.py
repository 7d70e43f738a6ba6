class Loop:
    """Task by task, with sigma instead of its logarithm."""

    def multitask_loss(losses, log_variances, is_regression):
        total = 0.0
        for value, s, regression in zip(losses, log_variances, is_regression):
            sigma = np.exp(s / 2)
            total += value / ((2 if regression else 1) * sigma**2) + np.log(sigma)
        return total

    def best_log_variances(losses, is_regression):
        if (losses <= 0).any():
            raise ValueError("not positive")
        return np.where(is_regression, np.log(losses), np.log(2 * losses)).astype(losses.dtype)


class DotProducts:
    """The two sums apart, one as a dot product."""

    def multitask_loss(losses, log_variances, is_regression):
        weights = factors(losses, is_regression) / np.exp(log_variances)
        return weights @ losses + log_variances.sum() / 2

    def multitask_gradient(losses, log_variances, is_regression):
        weights = factors(losses, is_regression) / np.exp(log_variances)
        return weights, -(weights * losses - 0.5)


class ByAutograd:
    """The gradients from autograd."""

    backends = ("torch",)

    def multitask_gradient(losses, log_variances, is_regression):
        L, s = (v.detach().clone().requires_grad_() for v in (losses, log_variances))
        total = (factors(L, is_regression) * L * torch.exp(-s) + s / 2).sum()
        return torch.autograd.grad(total, (L, s))


class ByKind:
    """Regressions and classifications in two sums."""

    backends = ("torch",)

    def multitask_loss(losses, log_variances, is_regression):
        scaled = losses / log_variances.exp()
        parts = scaled[is_regression].sum() / 2 + scaled[~is_regression].sum()
        return parts + log_variances.sum() / 2

    def best_log_variances(losses, is_regression):
        if losses.min() <= 0:
            raise ValueError("not positive")
        return losses.log() + (~is_regression).to(losses.dtype) * math.log(2)
