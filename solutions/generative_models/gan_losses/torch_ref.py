import torch


def discriminator_loss(real_logits, fake_logits):
    r"""Cross-entropy of a discriminator: real images are class 1, made ones class 0.

    Args:
        real_logits: logits of real images, shape (n,), float tensor.
        fake_logits: logits of the generator's images, shape (m,), float tensor.
    Returns:
        The mean over the real images plus the mean over the made ones, a tensor of shape ().
    Source: Goodfellow et al. 2014, equation 1, with the sign of a loss.

    >>> round(float(discriminator_loss(torch.tensor([0.0]), torch.tensor([0.0]))), 4)
    1.3863
    """
    on_real = -log_sigmoid(real_logits).mean()
    ### BEGIN SOLUTION
    return on_real - log_sigmoid(-fake_logits).mean()
    ### END SOLUTION


def generator_loss(fake_logits, kind):
    r"""Loss of the generator in the minimax or in the non-saturating game.

    Args:
        fake_logits: logits of the generator's images, shape (m,), float tensor.
        kind: "minimax" or "non_saturating".
    Returns:
        The mean over the images, a tensor of shape () that gradients flow through.
    Raises:
        ValueError: another kind.
    Source: Goodfellow et al. 2014, equation 1 and the remark at the end of section 3.

    >>> round(float(generator_loss(torch.tensor([0.0]), "minimax")), 4)
    -0.6931
    """
    ### BEGIN SOLUTION
    if kind == "minimax":
        return log_sigmoid(-fake_logits).mean()
    if kind == "non_saturating":
        return -log_sigmoid(fake_logits).mean()
    raise ValueError(f'kind must be "minimax" or "non_saturating"; got {kind!r}.')
    ### END SOLUTION


def generator_slope(fake_logits, kind):
    r"""Gradient of generator_loss with respect to the logits, written out: no autograd.

    Args:
        fake_logits: logits of the generator's images, shape (m,), float tensor.
        kind: "minimax" or "non_saturating".
    Returns:
        The slopes, shape (m,), dtype of the logits; none is positive.
    Raises:
        ValueError: another kind.
    Source: Goodfellow et al. 2014, section 3.

    >>> generator_slope(torch.tensor([0.0]), "minimax")
    tensor([-0.5000])
    """
    ### BEGIN SOLUTION
    if kind == "minimax":
        return -torch.exp(log_sigmoid(fake_logits)) / len(fake_logits)
    if kind == "non_saturating":
        return -torch.exp(log_sigmoid(-fake_logits)) / len(fake_logits)
    raise ValueError(f'kind must be "minimax" or "non_saturating"; got {kind!r}.')
    ### END SOLUTION
