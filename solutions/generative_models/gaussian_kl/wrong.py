class DeviationForVariance:
    """Takes log_var for the logarithm of the standard deviation."""

    def kl_to_standard_normal(mu, log_var):
        return (np.exp(2 * log_var) + mu**2 - 1 - 2 * log_var).sum(axis=1) / 2


class WrongSign:
    """Minus the divergence: the document's bracket without its minus sign."""

    def kl_to_standard_normal(mu, log_var):
        return 0.5 * (1 + log_var - mu**2 - np.exp(log_var)).sum(axis=1)


class MeanOverLatents:
    """Averages the latents: 20 latents, a term 20 times too light."""

    def kl_to_standard_normal(mu, log_var):
        return 0.5 * (np.exp(log_var) + mu**2 - 1 - log_var).mean(axis=1)

    def kl_between_gaussians(mu_p, log_var_p, mu_q, log_var_q):
        r = log_var_p - log_var_q
        return 0.5 * (np.exp(r) - 1 - r + (mu_p - mu_q) ** 2 / np.exp(log_var_q)).mean(axis=1)


class OneNumberForTheBatch:
    """Sums over the examples too."""

    def kl_to_standard_normal(mu, log_var):
        return 0.5 * (np.exp(log_var) + mu**2 - 1 - log_var).sum()


class NoHalf:
    """Forgets the factor 1/2."""

    def kl_to_standard_normal(mu, log_var):
        return (np.exp(log_var) + mu**2 - 1 - log_var).sum(axis=1)


class OtherWayRound:
    """KL(q || p) for KL(p || q): both are divergences, and they differ."""

    def kl_between_gaussians(mu_p, log_var_p, mu_q, log_var_q):
        r = log_var_q - log_var_p
        return 0.5 * (np.exp(r) - 1 - r + (mu_p - mu_q) ** 2 / np.exp(log_var_p)).sum(axis=1)


class DistanceUndivided:
    """Forgets that a wide second Gaussian makes the same distance of means cheaper."""

    def kl_between_gaussians(mu_p, log_var_p, mu_q, log_var_q):
        r = log_var_p - log_var_q
        return 0.5 * (np.exp(r) - 1 - r + (mu_p - mu_q) ** 2).sum(axis=1)


class LogOfTheVariance:
    """Variances first, logarithms second: log(0) for a sure encoder."""

    def kl_to_standard_normal(mu, log_var):
        var = np.exp(log_var)
        return 0.5 * (var + mu**2 - 1 - np.log(var)).sum(axis=1)


class TorchWrongSign:
    """Minus the divergence: trains the encoder away from the prior."""

    backends = ("torch",)

    def kl_to_standard_normal(mu, log_var):
        return 0.5 * (1 + log_var - mu**2 - torch.exp(log_var)).sum(dim=1)


class TorchDetachedMean:
    """Right values, and no gradient for the mean."""

    backends = ("torch",)

    def kl_to_standard_normal(mu, log_var):
        return 0.5 * (torch.exp(log_var) + mu.detach() ** 2 - 1 - log_var).sum(dim=1)


class TorchOtherWayRound:
    """KL(q || p) for KL(p || q)."""

    backends = ("torch",)

    def kl_between_gaussians(mu_p, log_var_p, mu_q, log_var_q):
        r = log_var_q - log_var_p
        return 0.5 * (torch.exp(r) - 1 - r + (mu_p - mu_q) ** 2 * torch.exp(-log_var_p)).sum(1)
