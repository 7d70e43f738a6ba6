import numpy as np


def kl_to_standard_normal(mu, log_var):
    r"""KL divergence of a diagonal Gaussian from the standard normal, one number a row.

    Args:
        mu: means, shape (n, d), float.
        log_var: logarithms of the variances, shape (n, d), float.
    Returns:
        The divergences in nats, shape (n,), same dtype; none is negative.
    Source: Kingma & Welling 2014, appendix B.

    >>> kl_to_standard_normal(np.array([[2.0]]), np.array([[0.0]]))
    array([2.])
    """
    ### BEGIN SOLUTION
    return (np.exp(log_var) + mu**2 - 1 - log_var).sum(axis=1) / 2
    ### END SOLUTION


def kl_between_gaussians(mu_p, log_var_p, mu_q, log_var_q):
    r"""KL divergence of the diagonal Gaussian p from the diagonal Gaussian q, one number a row.

    Args:
        mu_p, log_var_p: means and log-variances of p, shape (n, d), float.
        mu_q, log_var_q: means and log-variances of q, shape (n, d), float.
    Returns:
        KL(p || q) in nats, shape (n,), same dtype; none is negative.
    Source: Kingma & Welling 2014, appendix B, with a general second Gaussian.

    >>> zero = np.array([[0.0]])
    >>> kl_between_gaussians(np.array([[2.0]]), zero, zero, zero)
    array([2.])
    """
    r = log_var_p - log_var_q  # the logarithm of the ratio of the variances
    ### BEGIN SOLUTION
    distance = (mu_p - mu_q) ** 2 * np.exp(-log_var_q)
    return (np.exp(r) - 1 - r + distance).sum(axis=1) / 2
    ### END SOLUTION
