import math

import torch


def cached_attention(Q, K, V, past_K, past_V):
    r"""Causal attention of m new tokens, behind s tokens whose keys and values are cached.

    Use tensor operations (torch.softmax is allowed), not F.scaled_dot_product_attention.

    Args:
        Q: queries of the new tokens, shape (n, h, m, c), float tensor.
        K, V: keys and values of the new tokens, shape (n, g, m, c); g divides h.
        past_K, past_V: the cache, shape (n, g, s, c); s may be 0.
    Returns:
        (out, all_K, all_V): shapes (n, h, m, c), (n, g, s + m, c), (n, g, s + m, c), dtype of Q.
    Raises:
        ValueError: g does not divide h.
    Source: Vaswani et al. 2017, section 3.2; grouped queries: Ainslie et al. 2023.

    >>> Q, empty = torch.ones((1, 1, 2, 3)), torch.ones((1, 1, 0, 3))
    >>> [tuple(a.shape) for a in cached_attention(Q, Q, Q, empty, empty)]
    [(1, 1, 2, 3), (1, 1, 2, 3), (1, 1, 2, 3)]
    """
    ### BEGIN SOLUTION
    h, g = Q.shape[1], K.shape[1]
    if h % g:
        raise ValueError(f"cached_attention: {g} heads of keys do not divide {h} heads of queries.")
    all_K = torch.cat([past_K, K], dim=2)
    all_V = torch.cat([past_V, V], dim=2)
    repeat_K = all_K.repeat_interleave(h // g, dim=1)
    repeat_V = all_V.repeat_interleave(h // g, dim=1)
    scores = Q @ repeat_K.mT / math.sqrt(Q.shape[-1])
    behind = torch.ones_like(scores, dtype=torch.bool).triu(past_K.shape[2] + 1)
    out = torch.softmax(scores.masked_fill(behind, -math.inf), dim=-1) @ repeat_V
    return out, all_K, all_V
    ### END SOLUTION


def cache_bytes(layers, g, c, n, t, bytes_per_number):
    r"""Bytes of the KV cache of a whole model.

    Args:
        layers: number of layers.
        g: heads of keys and values in a layer.
        c: features of a head.
        n: sequences; t: tokens of each.
        bytes_per_number: 4 for float32, 2 for float16 or bfloat16.
    Returns:
        Number of bytes, int.
    Source: Pope et al. 2023, section 3.3.

    >>> cache_bytes(2, 4, 8, 1, 10, 2)
    2560
    """
    ### BEGIN SOLUTION
    return math.prod([2, layers, n, g, t, c, bytes_per_number])
    ### END SOLUTION


def tokens_that_fit(memory_bytes, layers, g, c, n, bytes_per_number):
    r"""The largest number of tokens whose caches fit into a memory.

    Args:
        memory_bytes: free memory, int.
        layers, g, c, n, bytes_per_number: as in cache_bytes.
    Returns:
        Tokens of each sequence, int, exact.

    >>> tokens_that_fit(2600, 2, 4, 8, 1, 2)
    10
    """
    ### BEGIN SOLUTION
    return memory_bytes // math.prod([2, layers, n, g, c, bytes_per_number])
    ### END SOLUTION
