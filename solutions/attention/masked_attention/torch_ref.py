import math

import torch


def attention_weights(Q, K, mask=None):
    r"""How much each query takes from each key.

    $A = \mathrm{softmax}(QK^\top / \sqrt{d})$ along the keys; a query without keys gets zeros.
    Use tensor operations, not F.scaled_dot_product_attention.

    Args:
        Q: queries, shape (..., t, d), float tensor.
        K: keys, shape (..., s, d), float tensor.
        mask: None, or boolean, broadcasts to (..., t, s); True where a query may look.
    Returns:
        Weights, shape (..., t, s), dtype of Q; each row sums to 1, or is 0. Gradients are finite.
    Raises:
        ValueError: Q and K differ in their last size; mask is not boolean.
    Source: Vaswani et al. 2017, section 3.2.1.

    >>> attention_weights(torch.zeros((1, 4)), torch.ones((2, 4)), torch.tensor([[True, False]]))
    tensor([[1., 0.]])
    """
    ### BEGIN SOLUTION
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"Q {tuple(Q.shape)} and K {tuple(K.shape)} need one last size.")
    if mask is not None and mask.dtype != torch.bool:
        raise ValueError(f"attention_weights: mask must be boolean; got {mask.dtype}.")
    scores = Q @ K.mT / math.sqrt(Q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    lowest = torch.finfo(scores.dtype).min  # finite, so that an empty row is not inf - inf
    e = torch.exp(scores - scores.amax(dim=-1, keepdim=True).clamp(min=lowest))
    return e / e.sum(dim=-1, keepdim=True).clamp(min=1)  # the largest e of a row is 1
    ### END SOLUTION


def masked_attention(Q, K, V, mask=None):
    r"""Mix the values by the weights: $O = AV$.

    Args:
        Q, K, mask: as in attention_weights.
        V: values, shape (..., s, e), float tensor.
    Returns:
        Outputs, shape (..., t, e), dtype of Q.
    Source: Vaswani et al. 2017, section 3.2.1.

    >>> masked_attention(torch.zeros((1, 4)), torch.ones((2, 4)), torch.tensor([[2.0], [4.0]]))
    tensor([[3.]])
    """
    ### BEGIN SOLUTION
    return attention_weights(Q, K, mask) @ V
    ### END SOLUTION
