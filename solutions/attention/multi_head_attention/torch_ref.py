import math

import torch


def split_heads(X, h):
    r"""Cut the features into h groups of equal size, one for each head.

    Args:
        X: tokens, shape (n, t, d).
        h: number of heads.
    Returns:
        Shape (n, h, t, d / h), dtype of X.
    Raises:
        ValueError: h does not divide d.

    >>> split_heads(torch.zeros((2, 5, 6)), 3).shape
    torch.Size([2, 3, 5, 2])
    """
    n, t, d = X.shape
    ### BEGIN SOLUTION
    if d % h:
        raise ValueError(f"split_heads: h = {h} heads do not divide d = {d} features.")
    return X.reshape(n, t, h, d // h).permute(0, 2, 1, 3)
    ### END SOLUTION


def merge_heads(H):
    r"""Put the heads' features side by side again; the inverse of split_heads.

    Args:
        H: one tensor of tokens for each head, shape (n, h, t, c).
    Returns:
        Shape (n, t, h * c), dtype of H.

    >>> merge_heads(torch.zeros((2, 3, 5, 2))).shape
    torch.Size([2, 5, 6])
    """
    ### BEGIN SOLUTION
    return H.permute(0, 2, 1, 3).flatten(start_dim=2)
    ### END SOLUTION


def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
    r"""Self-attention with h heads.

    Use tensor operations (torch.softmax is allowed), not nn.MultiheadAttention and not
    F.scaled_dot_product_attention.

    Args:
        X: tokens, shape (n, t, d), float tensor.
        W_in, b_in: projections to queries, keys, values, shapes (d, 3d) and (3d,).
        W_out, b_out: projection of the merged heads, shapes (d, d) and (d,).
        h: number of heads; divides d.
        mask: None, or boolean, shape (n, t); True for a real token.
    Returns:
        Shape (n, t, d), dtype of X.
    Source: Vaswani et al. 2017, section 3.2.2.

    >>> W_in, W_out = torch.zeros((2, 6)), torch.zeros((2, 2))
    >>> X, b_in, b_out = torch.ones((1, 3, 2)), torch.zeros(6), torch.ones(2)
    >>> multi_head_attention(X, W_in, b_in, W_out, b_out, 1).shape
    torch.Size([1, 3, 2])
    """
    Q, K, V = (X @ W_in + b_in).chunk(3, dim=-1)
    ### BEGIN SOLUTION
    Q, K, V = split_heads(Q, h), split_heads(K, h), split_heads(V, h)
    scores = Q @ K.mT / math.sqrt(Q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask[:, None, None, :], -math.inf)
    return merge_heads(torch.softmax(scores, dim=-1) @ V) @ W_out + b_out
    ### END SOLUTION
