import math

import numpy as np


def split_heads_backward(dH):
    r"""Gradient of cutting features into heads.

    Args:
        dH: gradient with respect to the heads, shape (n, h, t, c).
    Returns:
        Gradient with respect to what was split, shape (n, t, h * c), dtype of dH.
    Source: Vaswani et al. 2017, section 3.2.2, for the forward pass.

    >>> split_heads_backward(np.array([[[[1.0]], [[2.0]]]]))
    array([[[1., 2.]]])
    """
    ### BEGIN SOLUTION
    n, h, t, c = dH.shape
    return dH.transpose(0, 2, 1, 3).reshape(n, t, h * c)
    ### END SOLUTION


def merge_heads_backward(dX, h):
    r"""Gradient of putting the heads' features side by side.

    Args:
        dX: gradient with respect to the merged features, shape (n, t, d).
        h: number of heads; divides d.
    Returns:
        Gradient with respect to the heads, shape (n, h, t, d / h), dtype of dX.
    Source: Vaswani et al. 2017, section 3.2.2, for the forward pass.

    >>> merge_heads_backward(np.array([[[1.0, 2.0]]]), 2)
    array([[[[1.]],
    <BLANKLINE>
            [[2.]]]])
    """
    ### BEGIN SOLUTION
    n, t, d = dX.shape
    return dX.reshape(n, t, h, d // h).transpose(0, 2, 1, 3)
    ### END SOLUTION


def multi_head_backward(dY, X, W_in, b_in, W_out, A):
    r"""Gradients of self-attention with h heads.

    Args:
        dY: gradient of the loss with respect to the output, shape (n, t, d), float.
        X: the tokens of the forward pass, shape (n, t, d), same dtype.
        W_in, b_in: projections to queries, keys, values, shapes (d, 3d) and (3d,).
        W_out: projection of the merged heads, shape (d, d).
        A: the weights that the forward pass kept, shape (n, h, t, t); 0 where a key was hidden.
    Returns:
        (dX, dW_in, db_in, dW_out, db_out), each of the shape and dtype of its array.
    Source: Vaswani et al. 2017, section 3.2.2, for the forward pass.

    >>> X, W_in = np.ones((1, 1, 1)), np.ones((1, 3))
    >>> dX = multi_head_backward(X, X, W_in, np.zeros(3), np.full((1, 1), 5.0), np.ones((1, 1, 1, 1)))[0]
    >>> dX
    array([[[5.]]])
    """
    ### BEGIN SOLUTION
    h = A.shape[1]
    Q, K, V = (merge_heads_backward(M, h) for M in np.split(X @ W_in + b_in, 3, axis=-1))
    dO = merge_heads_backward(dY @ W_out.T, h)
    dA = dO @ np.swapaxes(V, -1, -2)
    dS = A * (dA - (dA * A).sum(axis=-1, keepdims=True)) / math.sqrt(Q.shape[-1])
    heads = (dS @ K, np.swapaxes(dS, -1, -2) @ Q, np.swapaxes(A, -1, -2) @ dO)
    dH = np.concatenate([split_heads_backward(M) for M in heads], axis=-1)
    dW_in = np.einsum("nti,ntj->ij", X, dH)
    dW_out = np.einsum("nti,ntj->ij", split_heads_backward(A @ V), dY)
    return dH @ W_in.T, dW_in, dH.sum(axis=(0, 1)), dW_out, dY.sum(axis=(0, 1))
    ### END SOLUTION
