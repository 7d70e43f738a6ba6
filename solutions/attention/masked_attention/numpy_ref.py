import math

import numpy as np


def attention_weights(Q, K, mask=None):
    r"""How much each query takes from each key.

    $A = \mathrm{softmax}(QK^\top / \sqrt{d})$ along the keys; a query without keys gets zeros.

    Args:
        Q: queries, shape (..., t, d), float.
        K: keys, shape (..., s, d), float.
        mask: None, or boolean, broadcasts to (..., t, s); True where a query may look.
    Returns:
        Weights, shape (..., t, s), dtype of Q; each row sums to 1, or is 0.
    Raises:
        ValueError: Q and K differ in their last size; mask is not boolean.
    Source: Vaswani et al. 2017, section 3.2.1.

    >>> attention_weights(np.zeros((1, 4)), np.ones((2, 4)), np.array([[True, False]]))
    array([[1., 0.]])
    """
    ### BEGIN SOLUTION
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError(f"attention_weights: Q {Q.shape} and K {K.shape} need one last size.")
    if mask is not None and mask.dtype.kind != "b":
        raise ValueError(f"attention_weights: mask must be boolean; got {mask.dtype}.")
    scores = np.einsum("...td,...sd->...ts", Q, K) / math.sqrt(Q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    lowest = np.finfo(scores.dtype).min  # finite, so that an empty row is not inf - inf
    e = np.exp(scores - np.maximum(scores.max(axis=-1, keepdims=True), lowest))
    return e / np.maximum(e.sum(axis=-1, keepdims=True), 1)  # the largest e of a row is 1
    ### END SOLUTION


def masked_attention(Q, K, V, mask=None):
    r"""Mix the values by the weights: $O = AV$.

    Args:
        Q, K, mask: as in attention_weights.
        V: values, shape (..., s, e), float.
    Returns:
        Outputs, shape (..., t, e), dtype of Q.
    Source: Vaswani et al. 2017, section 3.2.1.

    >>> masked_attention(np.zeros((1, 4)), np.ones((2, 4)), np.array([[2.0], [4.0]]))
    array([[3.]])
    """
    ### BEGIN SOLUTION
    return attention_weights(Q, K, mask) @ V
    ### END SOLUTION
