import math

import torch


def global_norm(gradients):
    r"""The Euclidean norm of all entries of a list of arrays, as one vector.

    Args:
        gradients: list of float tensors of any shapes; may be empty.
    Returns:
        The norm, a Python float; the sum of squares is made in float64.
    Source: Pascanu, Mikolov & Bengio 2013, section 3.2.

    >>> global_norm([torch.tensor([3.0, 4.0]), torch.tensor([[12.0]])])
    13.0
    """
    ### BEGIN SOLUTION
    return math.sqrt(sum(g.double().square().sum().item() for g in gradients))
    ### END SOLUTION


def clip_by_global_norm(gradients, max_norm):
    r"""Scale a list of gradients by one factor, so that its norm is at most max_norm.

    $g_j \cdot \min(1, c / (\lVert g \rVert + 10^{-6}))$, as torch.nn.utils.clip_grad_norm_ does.

    Args:
        gradients: list of float tensors of any shapes; may be empty.
        max_norm: the largest norm allowed, float above 0.
    Returns:
        (clipped, norm): a list of new arrays, each of its shape and dtype; and the norm before
        clipping, a Python float.
    Raises:
        ValueError: the norm is nan or infinite.
    Source: Pascanu, Mikolov & Bengio 2013, section 3.2; torch.nn.utils.clip_grad_norm_.

    >>> clipped, norm = clip_by_global_norm([torch.tensor([30.0, 40.0])], 5.0)
    >>> clipped[0], norm
    (tensor([3.0000, 4.0000]), 50.0)
    """
    norm = global_norm(gradients)
    ### BEGIN SOLUTION
    if not math.isfinite(norm):
        raise ValueError(f"clip_by_global_norm: expected a finite norm; got {norm}.")
    factor = min(1.0, max_norm / (norm + 1e-6))
    return [g * factor for g in gradients], norm
    ### END SOLUTION
