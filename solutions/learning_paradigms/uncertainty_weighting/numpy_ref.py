import numpy as np


def multitask_loss(losses, log_variances, is_regression):
    r"""Sum over the tasks of $f_i e^{-s_i} L_i + s_i / 2$.

    Args:
        losses: one loss for each task, shape (m,), float.
        log_variances: $s_i = \log \sigma_i^2$, shape (m,), same dtype.
        is_regression: True for squared error, False for cross-entropy, shape (m,), bool.
    Returns:
        The loss, one number.
    Source: Kendall, Gal & Cipolla 2018, section 3.2.

    >>> float(multitask_loss(np.array([6.0, 2.0]), np.zeros(2), np.array([True, False])))
    5.0
    """
    ### BEGIN SOLUTION
    weights = factors(losses, is_regression) * np.exp(-log_variances)
    return (weights * losses + log_variances / 2).sum()
    ### END SOLUTION


def multitask_gradient(losses, log_variances, is_regression):
    r"""Derivatives of multitask_loss.

    Args:
        losses: one loss for each task, shape (m,), float.
        log_variances: $s_i = \log \sigma_i^2$, shape (m,), same dtype.
        is_regression: True for squared error, False for cross-entropy, shape (m,), bool.
    Returns:
        (dlosses, dlog_variances), both of shape (m,) and dtype of losses.
    Source: Kendall, Gal & Cipolla 2018, section 3.2.

    >>> multitask_gradient(np.array([6.0]), np.zeros(1), np.array([True]))
    (array([0.5]), array([-2.5]))
    """
    ### BEGIN SOLUTION
    weights = factors(losses, is_regression) * np.exp(-log_variances)
    return weights, 0.5 - weights * losses
    ### END SOLUTION


def best_log_variances(losses, is_regression):
    r"""The log variances at which multitask_loss is smallest for these losses.

    Args:
        losses: one positive loss for each task, shape (m,), float.
        is_regression: True for squared error, False for cross-entropy, shape (m,), bool.
    Returns:
        Shape (m,), dtype of losses.
    Raises:
        ValueError: a loss is not positive.
    Source: follows from Kendall, Gal & Cipolla 2018, section 3.2.

    >>> best_log_variances(np.array([1.0, 0.5]), np.array([True, False]))
    array([0., 0.])
    """
    ### BEGIN SOLUTION
    if not (losses > 0).all():
        raise ValueError(f"best_log_variances: losses must be positive; got {losses}.")
    return np.log(2 * factors(losses, is_regression) * losses)
    ### END SOLUTION
