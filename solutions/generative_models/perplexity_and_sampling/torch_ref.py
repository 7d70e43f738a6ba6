import torch


def perplexity(log_p, mask):
    r"""Exponential of minus the mean log-probability of the true tokens.

    Args:
        log_p: logarithm of the probability of each true token, shape (n, t), float tensor.
        mask: 1 for a token, 0 for padding, shape (n, t).
    Returns:
        The perplexity, a tensor of shape (); infinite if a true token had probability 0.
    Raises:
        ValueError: the mask has no token.
    Source: Jelinek, Mercer, Bahl & Baker 1977.

    >>> perplexity(torch.tensor([[0.5, 0.125]]).log(), torch.tensor([[1, 1]]))
    tensor(4.)
    """
    ### BEGIN SOLUTION
    real = log_p[mask == 1]
    if len(real) == 0:
        raise ValueError("perplexity: the mask has no token; at least one entry must be 1.")
    return torch.exp(-real.mean())
    ### END SOLUTION


def next_token_probabilities(logits, temperature, top_k, top_p):
    r"""Distribution of the next token after temperature, top-k and top-p, in this order.

    Args:
        logits: shape (v,), float tensor; minus infinity rules a token out.
        temperature: positive number; below 1 sharpens, above 1 flattens.
        top_k: how many tokens to keep, at least 1; ties with the last one stay too.
        top_p: probability that the kept tokens must reach, in (0, 1]; ties stay too.
    Returns:
        Probabilities, shape (v,), dtype of the logits, 0 for tokens that are not kept.
    Raises:
        ValueError: check_sampling says why.
    Source: Fan, Lewis & Dauphin 2018 (top-k); Holtzman et al. 2020 (top-p).

    >>> next_token_probabilities(torch.tensor([0.0, 0.0, -1.0]), 1.0, 2, 1.0)
    tensor([0.5000, 0.5000, 0.0000])
    """
    ### BEGIN SOLUTION
    check_sampling(temperature, top_k, top_p)
    z = logits / temperature
    border = z.sort().values[-min(top_k, len(z))]
    p = torch.softmax(z.masked_fill(z < border, -torch.inf), dim=0)
    high = p.sort(descending=True).values
    needed = (torch.cumsum(high, dim=0) - high < top_p).sum()
    kept = p.masked_fill(p < high[needed - 1], 0)
    return kept / kept.sum()
    ### END SOLUTION


def draw(p, u):
    r"""Pick a token for each uniform number: the first whose running sum is above it.

    Args:
        p: probabilities, shape (v,), float tensor; they sum to 1 up to rounding.
        u: uniform numbers, shape (m,), each from 0 up to, but not including, 1.
    Returns:
        Indices of tokens, shape (m,), int64 tensor.
    Source: Devroye 1986, chapter III.2 (inversion).

    >>> draw(torch.tensor([0.5, 0.5]), torch.tensor([0.1, 0.7]))
    tensor([0, 1])
    """
    ### BEGIN SOLUTION
    running = torch.cumsum(p, dim=0)
    return torch.searchsorted(running / running[-1], u, right=True)
    ### END SOLUTION
