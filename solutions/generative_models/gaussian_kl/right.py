class TheDocumentsForm:
    """Minus one half of the sum of 1 + log_var - mu² - exp(log_var); the general case term by term."""

    def kl_to_standard_normal(mu, log_var):
        return -0.5 * np.sum(1 + log_var - np.square(mu) - np.exp(log_var), axis=-1)

    def kl_between_gaussians(mu_p, log_var_p, mu_q, log_var_q):
        var_q = np.exp(log_var_q)
        terms = log_var_q - log_var_p + np.exp(log_var_p) / var_q - 1
        return 0.5 * np.sum(terms + (mu_p - mu_q) ** 2 / var_q, axis=1)


class LatentByLatent:
    """One latent of one example at a time."""

    def kl_to_standard_normal(mu, log_var):
        return np.array(
            [
                sum((np.exp(v) - v - 1 + m * m) / 2 for m, v in zip(*row))
                for row in zip(mu, log_var)
            ],
            dtype=mu.dtype,
        )


class ScaledDistance:
    """Scales the distance by the deviation before squaring it."""

    backends = ("torch",)

    def kl_between_gaussians(mu_p, log_var_p, mu_q, log_var_q):
        r = log_var_p - log_var_q
        scaled = (mu_p - mu_q) * torch.exp(-log_var_q / 2)
        return 0.5 * (r.exp() - 1 - r + scaled.square()).sum(-1)


class ExpMinusOne:
    """expm1 keeps more digits near variance 1."""

    backends = ("torch",)

    def kl_to_standard_normal(mu, log_var):
        terms = torch.expm1(log_var) - log_var + mu * mu
        return terms.sum(1).mul(0.5)
