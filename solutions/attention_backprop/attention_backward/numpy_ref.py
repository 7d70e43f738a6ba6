import math

import numpy as np


def softmax_backward(dA, A):
    r"""Gradient of a softmax along the last axis, from the weights that it gave.

    Args:
        dA: gradient of the loss with respect to the weights, shape (..., t, s), float.
        A: the weights, shape (..., t, s); each row sums to 1, or is 0.
    Returns:
        dS, the gradient with respect to the scores, shape and dtype of A.
    Source: Goodfellow, Bengio & Courville 2016, section 6.2.2.3.

    >>> softmax_backward(np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]]))
    array([[ 0.25, -0.25]])
    """
    ### BEGIN SOLUTION
    return A * (dA - (dA * A).sum(axis=-1, keepdims=True))
    ### END SOLUTION


def attention_backward(dO, Q, K, V, A):
    r"""Gradients of scaled dot-product attention, $O = AV$ with $A = \mathrm{softmax}(QK^\top/\sqrt{d})$.

    Args:
        dO: gradient of the loss with respect to the output, shape (..., t, e), float.
        Q, K, V: queries (..., t, d), keys (..., s, d), values (..., s, e), same dtype.
        A: the weights that the forward pass kept, shape (..., t, s); 0 where a key was hidden.
    Returns:
        (dQ, dK, dV), each of the shape and dtype of its array.
    Source: Vaswani et al. 2017, section 3.2.1, for the forward pass.

    >>> one = np.ones((1, 1))
    >>> dQ, dK, dV = attention_backward(2 * one, one, one, one, one)  # one key: nothing to choose
    >>> dQ, dK, dV
    (array([[0.]]), array([[0.]]), array([[2.]]))
    """
    dV = np.swapaxes(A, -1, -2) @ dO
    ### BEGIN SOLUTION
    dA = dO @ np.swapaxes(V, -1, -2)
    dS = softmax_backward(dA, A) / math.sqrt(Q.shape[-1])
    dQ = dS @ K
    dK = np.swapaxes(dS, -1, -2) @ Q
    ### END SOLUTION
    return dQ, dK, dV
