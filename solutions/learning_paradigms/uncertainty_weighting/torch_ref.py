import torch


def multitask_loss(losses, log_variances, is_regression):
    r"""Sum over the tasks of $f_i e^{-s_i} L_i + s_i / 2$.

    Args:
        losses: one loss for each task, shape (m,), float tensor.
        log_variances: $s_i = \log \sigma_i^2$, shape (m,), same dtype.
        is_regression: True for squared error, False for cross-entropy, shape (m,), bool tensor.
    Returns:
        The loss, a tensor of shape (), that gradients flow through.
    Source: Kendall, Gal & Cipolla 2018, section 3.2.

    >>> float(multitask_loss(torch.tensor([6.0, 2.0]), torch.zeros(2), torch.tensor([True, False])))
    5.0
    """
    ### BEGIN SOLUTION
    weights = factors(losses, is_regression) * torch.exp(-log_variances)
    return (weights * losses + log_variances / 2).sum()
    ### END SOLUTION


def multitask_gradient(losses, log_variances, is_regression):
    r"""Derivatives of multitask_loss.

    Args:
        losses: one loss for each task, shape (m,), float tensor.
        log_variances: $s_i = \log \sigma_i^2$, shape (m,), same dtype.
        is_regression: True for squared error, False for cross-entropy, shape (m,), bool tensor.
    Returns:
        (dlosses, dlog_variances), both of shape (m,) and dtype of losses.
    Source: Kendall, Gal & Cipolla 2018, section 3.2.

    >>> multitask_gradient(torch.tensor([6.0]), torch.zeros(1), torch.tensor([True]))
    (tensor([0.5000]), tensor([-2.5000]))
    """
    ### BEGIN SOLUTION
    weights = factors(losses, is_regression) * torch.exp(-log_variances)
    return weights, 0.5 - weights * losses
    ### END SOLUTION


def best_log_variances(losses, is_regression):
    r"""The log variances at which multitask_loss is smallest for these losses.

    Args:
        losses: one positive loss for each task, shape (m,), float tensor.
        is_regression: True for squared error, False for cross-entropy, shape (m,), bool tensor.
    Returns:
        Shape (m,), dtype of losses.
    Raises:
        ValueError: a loss is not positive.
    Source: follows from Kendall, Gal & Cipolla 2018, section 3.2.

    >>> best_log_variances(torch.tensor([1.0, 0.5]), torch.tensor([True, False]))
    tensor([0., 0.])
    """
    ### BEGIN SOLUTION
    if not (losses > 0).all():
        raise ValueError(f"best_log_variances: losses must be positive; got {losses}.")
    return torch.log(2 * factors(losses, is_regression) * losses)
    ### END SOLUTION
