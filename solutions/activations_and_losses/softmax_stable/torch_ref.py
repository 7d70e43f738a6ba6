import torch


def softmax(z):
    r"""Turn each row of logits into probabilities, without overflow.

    $p_{ij} = e^{z_{ij} - m_i} / \sum_c e^{z_{ic} - m_i}$ for any $m_i$; choose it well.
    Write it with tensor arithmetic, not with torch.softmax.

    Args:
        z: logits, shape (n, k), float tensor.
    Returns:
        Probabilities, shape (n, k), same dtype and device; each row sums to 1.
    Raises:
        ValueError: z is not two-dimensional.
    Source: Goodfellow, Bengio & Courville 2016, section 4.1.

    >>> softmax(torch.tensor([[0.0, 0.0]]))
    tensor([[0.5000, 0.5000]])
    """
    ### BEGIN SOLUTION
    if z.ndim != 2:
        raise ValueError(f"softmax: z must have shape (n, k); got {tuple(z.shape)}.")
    e = torch.exp(z - z.max(dim=1, keepdim=True).values)
    return e / e.sum(dim=1, keepdim=True)
    ### END SOLUTION
