import math

import numpy as np


def cached_attention(Q, K, V, past_K, past_V):
    r"""Causal attention of m new tokens, behind s tokens whose keys and values are cached.

    Args:
        Q: queries of the new tokens, shape (n, h, m, c), float.
        K, V: keys and values of the new tokens, shape (n, g, m, c); g divides h.
        past_K, past_V: the cache, shape (n, g, s, c); s may be 0.
    Returns:
        (out, all_K, all_V): shapes (n, h, m, c), (n, g, s + m, c), (n, g, s + m, c), dtype of Q.
    Raises:
        ValueError: g does not divide h.
    Source: Vaswani et al. 2017, section 3.2; grouped queries: Ainslie et al. 2023.

    >>> Q, empty = np.ones((1, 1, 2, 3)), np.ones((1, 1, 0, 3))
    >>> [a.shape for a in cached_attention(Q, Q, Q, empty, empty)]
    [(1, 1, 2, 3), (1, 1, 2, 3), (1, 1, 2, 3)]
    """
    ### BEGIN SOLUTION
    h, g = Q.shape[1], K.shape[1]
    if h % g:
        raise ValueError(f"cached_attention: {g} heads of keys do not divide {h} heads of queries.")
    all_K = np.concatenate([past_K, K], axis=2)
    all_V = np.concatenate([past_V, V], axis=2)
    serves = np.arange(h) // (h // g)  # the key head of each query head
    scores = np.einsum("nhic,nhjc->nhij", Q, all_K[:, serves]) / math.sqrt(Q.shape[-1])
    total = all_K.shape[2]
    behind = np.arange(total) > np.arange(past_K.shape[2], total)[:, None]
    out = softmax(np.where(behind, -np.inf, scores)) @ all_V[:, serves]
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
