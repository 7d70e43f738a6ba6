import numpy as np


def sample_latent(mu, log_var, eps):
    r"""Draw from a diagonal Gaussian, as a function of its mean and log-variance.

    Args:
        mu: means, shape (n, d) or (d,), float.
        log_var: logarithms of the variances, same shape.
        eps: standard normal draws, same shape, or (m, d) for m draws from one Gaussian.
    Returns:
        The latents z, shape of eps, same dtype.
    Source: Kingma & Welling 2014, section 2.4.

    >>> sample_latent(np.array([3.0]), np.log([4.0]), np.array([1.0]))
    array([5.])
    """
    ### BEGIN SOLUTION
    return mu + np.exp(log_var / 2) * eps
    ### END SOLUTION


def sample_gradient(mu, log_var, eps, dz):
    r"""Backward pass of sample_latent, written out: no autograd.

    Args:
        mu, log_var, eps: as for sample_latent.
        dz: derivative of the loss with respect to z, shape of eps.
    Returns:
        (dmu, dlog_var), the derivatives for each draw, shape of eps, same dtype.
    Source: Kingma & Welling 2014, section 2.4.
    """
    dmu = dz  # z moves with mu one to one
    ### BEGIN SOLUTION
    dlog_var = dz * eps * np.exp(log_var / 2) / 2
    ### END SOLUTION
    return dmu, dlog_var


def expected_gradient(mu, log_var, eps, slope):
    r"""Estimate the gradient of E[f(z)] from m draws, for one Gaussian.

    Args:
        mu, log_var: shape (d,), float.
        eps: standard normal draws, shape (m, d).
        slope: function that takes z (m, d) and returns df/dz (m, d).
    Returns:
        (dmu, dlog_var), each of shape (d,): the means over the draws.
    Source: Kingma & Welling 2014, section 2.4.
    """
    ### BEGIN SOLUTION
    dz = slope(sample_latent(mu, log_var, eps))
    dmu, dlog_var = sample_gradient(mu, log_var, eps, dz)
    return dmu.mean(axis=0), dlog_var.mean(axis=0)
    ### END SOLUTION
