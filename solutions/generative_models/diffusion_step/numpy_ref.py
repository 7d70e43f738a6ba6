import numpy as np


def linear_schedule(steps, first, last):
    r"""Variances of the noise of each step, and what is left of the data's square.

    Args:
        steps: number of steps, at least 1.
        first, last: variance of the first and of the last step, between 0 and 1.
    Returns:
        (beta, alpha_bar), each of shape (steps,), float64.
    Source: Ho, Jain & Abbeel 2020, section 4.

    >>> linear_schedule(2, 0.5, 0.75)
    (array([0.5 , 0.75]), array([0.5  , 0.125]))
    """
    ### BEGIN SOLUTION
    beta = np.linspace(first, last, steps)
    return beta, np.cumprod(1 - beta)
    ### END SOLUTION


def diffuse(x, s, eps, alpha_bar):
    r"""Data after steps 0 to s of noise, in one go; each example has its own s.

    Args:
        x: data, shape (n, d), float.
        s: steps, shape (n,), int, each from 0 to len(alpha_bar) - 1.
        eps: standard normal draws, shape (n, d).
        alpha_bar: running product of 1 - beta, shape (steps,), dtype of x.
    Returns:
        x_s, shape (n, d), same dtype.
    Source: Ho, Jain & Abbeel 2020, equation 4.

    >>> diffuse(np.array([[1.0]]), np.array([0]), np.array([[0.0]]), np.array([0.25]))
    array([[0.5]])
    """
    ### BEGIN SOLUTION
    left = alpha_bar[s][:, None]
    return np.sqrt(left) * x + np.sqrt(1 - left) * eps
    ### END SOLUTION


def posterior(x, x_s, s, beta, alpha_bar):
    r"""Mean and variance of the state one step before x_s, if the data x are known.

    Args:
        x: data, shape (n, d), float.
        x_s: the same data after steps 0 to s, shape (n, d).
        s: steps, shape (n,), int.
        beta, alpha_bar: the schedule, shape (steps,), dtype of x.
    Returns:
        (mean, variance), shapes (n, d) and (n,), same dtype.
    Source: Ho, Jain & Abbeel 2020, equations 6 and 7.
    """
    ### BEGIN SOLUTION
    before = np.where(s > 0, alpha_bar[s - 1], 1)
    share = beta[s] / (1 - alpha_bar[s])
    of_x = np.sqrt(before) * share
    of_x_s = np.sqrt(1 - beta[s]) * (1 - before) / (1 - alpha_bar[s])
    return of_x[:, None] * x + of_x_s[:, None] * x_s, (1 - before) * share
    ### END SOLUTION
