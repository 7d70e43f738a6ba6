import math

import numpy as np


def split_heads(X, h):
    r"""Cut the features into h groups of equal size, one for each head.

    Args:
        X: tokens, shape (n, t, d).
        h: number of heads.
    Returns:
        Shape (n, h, t, d / h), dtype of X.
    Raises:
        ValueError: h does not divide d.

    >>> split_heads(np.zeros((2, 5, 6)), 3).shape
    (2, 3, 5, 2)
    """
    n, t, d = X.shape
    ### BEGIN SOLUTION
    if d % h:
        raise ValueError(f"split_heads: h = {h} heads do not divide d = {d} features.")
    return X.reshape(n, t, h, d // h).transpose(0, 2, 1, 3)
    ### END SOLUTION


def merge_heads(H):
    r"""Put the heads' features side by side again; the inverse of split_heads.

    Args:
        H: one array of tokens for each head, shape (n, h, t, c).
    Returns:
        Shape (n, t, h * c), dtype of H.

    >>> merge_heads(np.zeros((2, 3, 5, 2))).shape
    (2, 5, 6)
    """
    ### BEGIN SOLUTION
    n, h, t, c = H.shape
    return H.transpose(0, 2, 1, 3).reshape(n, t, h * c)
    ### END SOLUTION


def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
    r"""Self-attention with h heads.

    Args:
        X: tokens, shape (n, t, d), float.
        W_in, b_in: projections to queries, keys, values, shapes (d, 3d) and (3d,).
        W_out, b_out: projection of the merged heads, shapes (d, d) and (d,).
        h: number of heads; divides d.
        mask: None, or boolean, shape (n, t); True for a real token.
    Returns:
        Shape (n, t, d), dtype of X.
    Source: Vaswani et al. 2017, section 3.2.2.

    >>> W_in, W_out = np.zeros((2, 6)), np.zeros((2, 2))
    >>> multi_head_attention(np.ones((1, 3, 2)), W_in, np.zeros(6), W_out, np.ones(2), 1).shape
    (1, 3, 2)
    """
    Q, K, V = np.split(X @ W_in + b_in, 3, axis=-1)
    ### BEGIN SOLUTION
    Q, K, V = split_heads(Q, h), split_heads(K, h), split_heads(V, h)
    scores = np.einsum("nhic,nhjc->nhij", Q, K) / math.sqrt(Q.shape[-1])
    if mask is not None:
        scores = np.where(mask[:, None, None, :], scores, -np.inf)
    return merge_heads(softmax(scores) @ V) @ W_out + b_out
    ### END SOLUTION
