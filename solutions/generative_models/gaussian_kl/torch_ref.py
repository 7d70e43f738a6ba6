import torch


def kl_to_standard_normal(mu, log_var):
    r"""KL divergence of a diagonal Gaussian from the standard normal, one number a row.

    Write it with tensor arithmetic, not with torch.distributions.

    Args:
        mu: means, shape (n, d), float tensor.
        log_var: logarithms of the variances, shape (n, d), float tensor.
    Returns:
        The divergences in nats, shape (n,), same dtype; gradients flow to both arguments.
    Source: Kingma & Welling 2014, appendix B.

    >>> kl_to_standard_normal(torch.tensor([[2.0]]), torch.tensor([[0.0]]))
    tensor([2.])
    """
    ### BEGIN SOLUTION
    return (torch.exp(log_var) + mu**2 - 1 - log_var).sum(dim=1) / 2
    ### END SOLUTION


def kl_between_gaussians(mu_p, log_var_p, mu_q, log_var_q):
    r"""KL divergence of the diagonal Gaussian p from the diagonal Gaussian q, one number a row.

    Write it with tensor arithmetic, not with torch.distributions.

    Args:
        mu_p, log_var_p: means and log-variances of p, shape (n, d), float tensors.
        mu_q, log_var_q: means and log-variances of q, shape (n, d), float tensors.
    Returns:
        KL(p || q) in nats, shape (n,), same dtype; gradients flow to all arguments.
    Source: Kingma & Welling 2014, appendix B, with a general second Gaussian.

    >>> zero = torch.tensor([[0.0]])
    >>> kl_between_gaussians(torch.tensor([[2.0]]), zero, zero, zero)
    tensor([2.])
    """
    r = log_var_p - log_var_q  # the logarithm of the ratio of the variances
    ### BEGIN SOLUTION
    distance = (mu_p - mu_q) ** 2 * torch.exp(-log_var_q)
    return (torch.exp(r) - 1 - r + distance).sum(dim=1) / 2
    ### END SOLUTION
