import torch


def cosine_logits(A, B, temperature):
    r"""Cosine of each row of A with each row of B, divided by the temperature.

    Write it with tensor arithmetic, not with F.cosine_similarity or F.normalize.

    Args:
        A: embeddings, shape (n, d), float tensor, no row of zeros.
        B: embeddings, shape (m, d), same dtype, no row of zeros.
        temperature: a positive number.
    Returns:
        The similarities, shape (n, m), same dtype and device.
    Raises:
        ValueError: the temperature is not positive.
    Source: Chen, Kornblith, Norouzi & Hinton 2020, section 2.1.

    >>> cosine_logits(torch.tensor([[2.0, 0.0]]), torch.tensor([[3.0, 0.0], [0.0, 1.0]]), 0.1)
    tensor([[10.,  0.]])
    """
    if temperature <= 0:
        raise ValueError(f"cosine_logits: temperature must be positive; got {temperature}.")
    ### BEGIN SOLUTION
    A = A / A.norm(dim=1, keepdim=True)
    B = B / B.norm(dim=1, keepdim=True)
    return A @ B.T / temperature
    ### END SOLUTION


def info_nce(S):
    r"""Mean of the two cross-entropies of a similarity matrix: over its rows and its columns.

    Write it with tensor arithmetic, not with F.cross_entropy.

    Args:
        S: similarities, shape (n, n), float tensor; what belongs together is on the diagonal.
    Returns:
        The loss, a tensor of shape (), that gradients flow through.
    Raises:
        ValueError: S is not square.
    Source: van den Oord, Li & Vinyals 2018; in this symmetric form Radford et al. 2021.

    >>> info_nce(torch.zeros(2, 2))
    tensor(0.6931)
    """
    ### BEGIN SOLUTION
    if S.shape[0] != S.shape[1]:
        raise ValueError(f"info_nce: S must be square; got {S.shape}.")
    return -torch.diag(log_softmax(S, 1) + log_softmax(S, 0)).mean() / 2
    ### END SOLUTION


def info_nce_gradient(S):
    r"""Gradient of info_nce with respect to the similarities, from the formula, not from autograd.

    Args:
        S: similarities, shape (n, n), float tensor.
    Returns:
        dS, shape (n, n), dtype and device of S.
    Source: van den Oord, Li & Vinyals 2018; in this symmetric form Radford et al. 2021.

    >>> info_nce_gradient(torch.zeros(2, 2))
    tensor([[-0.5000,  0.5000],
            [ 0.5000, -0.5000]])
    """
    n = len(S)
    ### BEGIN SOLUTION
    both = torch.exp(log_softmax(S, 1)) + torch.exp(log_softmax(S, 0))
    return (both - 2 * torch.diag(torch.ones_like(S[0]))) / (2 * n)
    ### END SOLUTION
