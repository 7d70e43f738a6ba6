import numpy as np


def perplexity(log_p, mask):
    r"""Exponential of minus the mean log-probability of the true tokens.

    Args:
        log_p: logarithm of the probability of each true token, shape (n, t), float.
        mask: 1 for a token, 0 for padding, shape (n, t).
    Returns:
        The perplexity, one number; at least 1, infinite if a true token had probability 0.
    Raises:
        ValueError: the mask has no token.
    Source: Jelinek, Mercer, Bahl & Baker 1977.

    >>> float(perplexity(np.log([[0.5, 0.125]]), np.array([[1, 1]])))
    4.0
    """
    ### BEGIN SOLUTION
    real = log_p[mask == 1]
    if len(real) == 0:
        raise ValueError("perplexity: the mask has no token; at least one entry must be 1.")
    return np.exp(-real.mean())
    ### END SOLUTION


def next_token_probabilities(logits, temperature, top_k, top_p):
    r"""Distribution of the next token after temperature, top-k and top-p, in this order.

    Args:
        logits: shape (v,), float; minus infinity rules a token out.
        temperature: positive number; below 1 sharpens, above 1 flattens.
        top_k: how many tokens to keep, at least 1; ties with the last one stay too.
        top_p: probability that the kept tokens must reach, in (0, 1]; ties stay too.
    Returns:
        Probabilities, shape (v,), dtype of the logits, 0 for tokens that are not kept.
    Raises:
        ValueError: check_sampling says why.
    Source: Fan, Lewis & Dauphin 2018 (top-k); Holtzman et al. 2020 (top-p).

    >>> next_token_probabilities(np.array([0.0, 0.0, -1.0]), 1.0, 2, 1.0)
    array([0.5, 0.5, 0. ])
    """
    ### BEGIN SOLUTION
    check_sampling(temperature, top_k, top_p)
    z = logits / temperature
    border = np.sort(z)[-min(top_k, len(z))]
    weight = np.where(z < border, 0, np.exp(z - z.max()))
    p = weight / weight.sum()
    high = np.sort(p)[::-1]
    needed = (np.cumsum(high) - high < top_p).sum()
    kept = np.where(p < high[needed - 1], 0, p)
    return kept / kept.sum()
    ### END SOLUTION


def draw(p, u):
    r"""Pick a token for each uniform number: the first whose running sum is above it.

    Args:
        p: probabilities, shape (v,), float; they sum to 1 up to rounding.
        u: uniform numbers, shape (m,), each from 0 up to, but not including, 1.
    Returns:
        Indices of tokens, shape (m,), int64.
    Source: Devroye 1986, chapter III.2 (inversion).

    >>> draw(np.array([0.5, 0.5]), np.array([0.1, 0.7]))
    array([0, 1])
    """
    ### BEGIN SOLUTION
    running = np.cumsum(p)
    return np.searchsorted(running / running[-1], u, side="right")
    ### END SOLUTION
