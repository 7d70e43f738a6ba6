class RootOfTheVariance:
    """The deviation as a root; the gradient by way of z - mu."""

    def sample_latent(mu, log_var, eps):
        return np.sqrt(np.exp(log_var)) * eps + mu

    def sample_gradient(mu, log_var, eps, dz):
        z_minus_mu = eps * np.sqrt(np.exp(log_var))
        return dz.copy(), 0.5 * dz * z_minus_mu

    def expected_gradient(mu, log_var, eps, slope):
        noise = np.exp(log_var / 2) * eps
        dz = slope(mu + noise)
        return dz.sum(axis=0) / len(eps), (dz * noise).sum(axis=0) / (2 * len(eps))


class DrawByDraw:
    """One draw at a time."""

    def expected_gradient(mu, log_var, eps, slope):
        sigma = np.exp(0.5 * log_var)
        z = np.stack([mu + sigma * e for e in eps])
        dz = slope(z)
        return np.mean(dz, axis=0), np.mean([0.5 * sigma * e * g for e, g in zip(eps, dz)], axis=0)


class TorchAddcmul:
    """One fused operation."""

    backends = ("torch",)

    def sample_latent(mu, log_var, eps):
        return torch.addcmul(mu, log_var.mul(0.5).exp(), eps)


class TorchHalves:
    """The factor 1/2 in other places."""

    backends = ("torch",)

    def sample_gradient(mu, log_var, eps, dz):
        return dz.clone(), 0.5 * eps * dz * (0.5 * log_var).exp()

    def expected_gradient(mu, log_var, eps, slope):
        noise = eps * log_var.exp().sqrt()
        dz = slope(mu + noise)
        return dz.mean(0), 0.5 * (dz * noise).mean(0)
