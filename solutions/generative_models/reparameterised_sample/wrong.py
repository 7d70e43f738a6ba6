class VarianceForDeviation:
    """Scales the noise by the variance."""

    def sample_latent(mu, log_var, eps):
        return mu + np.exp(log_var) * eps


class LogVarianceItself:
    """Scales the noise by the network's output, and forgets the exponential."""

    def sample_latent(mu, log_var, eps):
        return mu + log_var * eps


class DocumentsEncoder:
    """Document 004, mathematics 3: z is its own mean, without noise."""

    def sample_latent(mu, log_var, eps):
        return mu + 0 * eps


class DrawsItsOwnNoise:
    """Ignores eps and draws afresh: nothing can be repeated or differentiated."""

    def sample_latent(mu, log_var, eps):
        return mu + np.exp(log_var / 2) * np.random.default_rng(0).normal(size=mu.shape)


class LosesTheHalf:
    """The slope of exp(log_var / 2) without its inner derivative."""

    def sample_gradient(mu, log_var, eps, dz):
        return dz, dz * eps * np.exp(log_var / 2)


class SlopeInTheDeviation:
    """The derivative with respect to sigma, handed back as that of the log-variance."""

    def sample_gradient(mu, log_var, eps, dz):
        return dz, dz * eps


class IgnoresTheUpstream:
    """The local slope, without the gradient that comes from above."""

    def sample_gradient(mu, log_var, eps, dz):
        return np.ones_like(dz), eps * np.exp(log_var / 2) / 2


class SumOfDraws:
    """Adds the draws' gradients up: more draws, longer steps."""

    def expected_gradient(mu, log_var, eps, slope):
        sigma = np.exp(log_var / 2)
        dz = slope(mu + sigma * eps)
        return dz.sum(axis=0), (dz * eps * sigma / 2).sum(axis=0)


class SlopeAtTheMean:
    """Averages the latents first: the gradient of f at the mean, not of the mean of f."""

    def expected_gradient(mu, log_var, eps, slope):
        z = mu + np.exp(log_var / 2) * eps
        dz = slope(z.mean(axis=0, keepdims=True))
        return dz[0], (dz * eps * np.exp(log_var / 2) / 2).mean(axis=0)


class TorchDetached:
    """Draws without recording: no gradient arrives at the encoder."""

    backends = ("torch",)

    def sample_latent(mu, log_var, eps):
        return mu.detach() + torch.exp(log_var / 2).detach() * eps


class TorchVariance:
    """Scales the noise by the variance."""

    backends = ("torch",)

    def sample_latent(mu, log_var, eps):
        return mu + torch.exp(log_var) * eps


class TorchNoGradForVariance:
    """Lets the mean learn, but not the variance."""

    backends = ("torch",)

    def sample_latent(mu, log_var, eps):
        return mu + torch.exp(log_var.detach() / 2) * eps
