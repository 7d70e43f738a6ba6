import math

import torch


def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
    r"""Learning rate at each step: linear warm-up, then half a cosine wave.

    Write it with tensor arithmetic, not with torch.optim.lr_scheduler. Integers times a Python
    number give float32 in PyTorch: convert the steps first.

    Args:
        steps: numbers of the steps, counted from 0, int64 tensor in any order, shape (n,) or more axes.
        base_lr: the largest rate, reached with the last step of the warm-up.
        warmup_steps: length of the warm-up, 0 for none.
        total_steps: the step from which on the rate is min_lr.
        min_lr: the rate at the end.
    Returns:
        The rate at each step, float64 tensor, shape of steps.
    Raises:
        ValueError: total_steps is not larger than warmup_steps, or warmup_steps is negative.
    Source: Loshchilov & Hutter 2017, equation 5; Goyal et al. 2017, section 2.2.

    >>> warmup_cosine(torch.tensor([0, 1, 3, 5]), base_lr=1.0, warmup_steps=1, total_steps=5)
    tensor([1.0000, 1.0000, 0.5000, 0.0000], dtype=torch.float64)
    """
    ### BEGIN SOLUTION
    if not 0 <= warmup_steps < total_steps:
        raise ValueError(
            "warmup_cosine: expected 0 <= warmup_steps < total_steps; "
            f"got {warmup_steps} and {total_steps}."
        )
    s = steps.to(torch.float64)
    progress = ((s - warmup_steps) / (total_steps - warmup_steps)).clamp(max=1)
    rates = min_lr + (base_lr - min_lr) * (1 + torch.cos(math.pi * progress)) / 2
    early = s < warmup_steps
    rates[early] = base_lr * (s[early] + 1) / warmup_steps
    return rates
    ### END SOLUTION


def warmup_steps_decay(steps, base_lr, warmup_steps, every, factor=0.1):
    r"""Learning rate at each step: linear warm-up, then a drop each `every` steps.

    Write it with tensor arithmetic, not with torch.optim.lr_scheduler.

    Args:
        steps: numbers of the steps, counted from 0, int64 tensor in any order, shape (n,) or more axes.
        base_lr: the largest rate, reached with the last step of the warm-up.
        warmup_steps: length of the warm-up, 0 for none.
        every: number of steps between two drops, counted from the end of the warm-up.
        factor: what the rate is multiplied by at each drop.
    Returns:
        The rate at each step, float64 tensor, shape of steps.
    Raises:
        ValueError: every is smaller than 1, or warmup_steps is negative.
    Source: Goyal et al. 2017, sections 2.2 and 5.1.

    >>> warmup_steps_decay(torch.tensor([0, 1, 2, 3]), base_lr=1.0, warmup_steps=0, every=2)
    tensor([1.0000, 1.0000, 0.1000, 0.1000], dtype=torch.float64)
    """
    ### BEGIN SOLUTION
    if every <= 0 or warmup_steps < 0:
        raise ValueError(
            "warmup_steps_decay: expected every >= 1 and warmup_steps >= 0; "
            f"got {every} and {warmup_steps}."
        )
    s = steps.to(torch.float64)
    rates = base_lr * factor ** torch.floor((s - warmup_steps) / every)
    early = s < warmup_steps
    rates[early] = base_lr * (s[early] + 1) / warmup_steps
    return rates
    ### END SOLUTION
