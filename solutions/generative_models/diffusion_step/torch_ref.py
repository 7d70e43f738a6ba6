import torch


def linear_schedule(steps, first, last):
    r"""Variances of the noise of each step, and what is left of the data's square.

    Args:
        steps: number of steps, at least 1.
        first, last: variance of the first and of the last step, between 0 and 1.
    Returns:
        (beta, alpha_bar), each of shape (steps,), float64 tensors.
    Source: Ho, Jain & Abbeel 2020, section 4.

    >>> linear_schedule(2, 0.5, 0.75)
    (tensor([0.5000, 0.7500], dtype=torch.float64), tensor([0.5000, 0.1250], dtype=torch.float64))
    """
    ### BEGIN SOLUTION
    beta = torch.linspace(first, last, steps, dtype=torch.float64)
    return beta, torch.cumprod(1 - beta, dim=0)
    ### END SOLUTION


def diffuse(x, s, eps, alpha_bar):
    r"""Data after steps 0 to s of noise, in one go; each example has its own s.

    Args:
        x: data, shape (n, d), float tensor.
        s: steps, shape (n,), int, each from 0 to len(alpha_bar) - 1.
        eps: standard normal draws, shape (n, d).
        alpha_bar: running product of 1 - beta, shape (steps,), dtype of x.
    Returns:
        x_s, shape (n, d), same dtype.
    Source: Ho, Jain & Abbeel 2020, equation 4.

    >>> diffuse(torch.tensor([[1.0]]), torch.tensor([0]), torch.tensor([[0.0]]), torch.tensor([0.25]))
    tensor([[0.5000]])
    """
    ### BEGIN SOLUTION
    left = alpha_bar[s][:, None]
    return torch.sqrt(left) * x + torch.sqrt(1 - left) * eps
    ### END SOLUTION


def posterior(x, x_s, s, beta, alpha_bar):
    r"""Mean and variance of the state one step before x_s, if the data x are known.

    Args:
        x: data, shape (n, d), float tensor.
        x_s: the same data after steps 0 to s, shape (n, d).
        s: steps, shape (n,), int.
        beta, alpha_bar: the schedule, shape (steps,), dtype of x.
    Returns:
        (mean, variance), shapes (n, d) and (n,), same dtype.
    Source: Ho, Jain & Abbeel 2020, equations 6 and 7.
    """
    ### BEGIN SOLUTION
    before = torch.where(s > 0, alpha_bar[s - 1], 1)
    share = beta[s] / (1 - alpha_bar[s])
    of_x = torch.sqrt(before) * share
    of_x_s = torch.sqrt(1 - beta[s]) * (1 - before) / (1 - alpha_bar[s])
    return of_x[:, None] * x + of_x_s[:, None] * x_s, (1 - before) * share
    ### END SOLUTION
