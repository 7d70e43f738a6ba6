import math

import torch


def softmax_backward(dA, A):
    r"""Gradient of a softmax along the last axis, from the weights that it gave.

    Write the gradient yourself: no autograd.

    Args:
        dA: gradient of the loss with respect to the weights, shape (..., t, s), float tensor.
        A: the weights, shape (..., t, s); each row sums to 1, or is 0.
    Returns:
        dS, the gradient with respect to the scores, shape and dtype of A.
    Source: Goodfellow, Bengio & Courville 2016, section 6.2.2.3.

    >>> softmax_backward(torch.tensor([[1.0, 0.0]]), torch.tensor([[0.5, 0.5]]))
    tensor([[ 0.2500, -0.2500]])
    """
    ### BEGIN SOLUTION
    return A * (dA - (dA * A).sum(dim=-1, keepdim=True))
    ### END SOLUTION


def attention_backward(dO, Q, K, V, A):
    r"""Gradients of scaled dot-product attention, $O = AV$ with $A = \mathrm{softmax}(QK^\top/\sqrt{d})$.

    Write the gradients yourself: no autograd.

    Args:
        dO: gradient of the loss with respect to the output, shape (..., t, e), float tensor.
        Q, K, V: queries (..., t, d), keys (..., s, d), values (..., s, e), same dtype.
        A: the weights that the forward pass kept, shape (..., t, s); 0 where a key was hidden.
    Returns:
        (dQ, dK, dV), each of the shape and dtype of its array.
    Source: Vaswani et al. 2017, section 3.2.1, for the forward pass.

    >>> one = torch.ones(1, 1)
    >>> dQ, dK, dV = attention_backward(2 * one, one, one, one, one)  # one key: nothing to choose
    >>> dQ, dK, dV
    (tensor([[0.]]), tensor([[0.]]), tensor([[2.]]))
    """
    dV = A.mT @ dO
    ### BEGIN SOLUTION
    dA = dO @ V.mT
    dS = softmax_backward(dA, A) / math.sqrt(Q.shape[-1])
    dQ = dS @ K
    dK = dS.mT @ Q
    ### END SOLUTION
    return dQ, dK, dV
