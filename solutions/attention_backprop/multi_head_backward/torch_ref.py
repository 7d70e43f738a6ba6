import math

import torch


def split_heads_backward(dH):
    r"""Gradient of cutting features into heads.

    Args:
        dH: gradient with respect to the heads, shape (n, h, t, c).
    Returns:
        Gradient with respect to what was split, shape (n, t, h * c), dtype of dH.
    Source: Vaswani et al. 2017, section 3.2.2, for the forward pass.

    >>> split_heads_backward(torch.tensor([[[[1.0]], [[2.0]]]]))
    tensor([[[1., 2.]]])
    """
    ### BEGIN SOLUTION
    return dH.transpose(1, 2).flatten(2)
    ### END SOLUTION


def merge_heads_backward(dX, h):
    r"""Gradient of putting the heads' features side by side.

    Args:
        dX: gradient with respect to the merged features, shape (n, t, d).
        h: number of heads; divides d.
    Returns:
        Gradient with respect to the heads, shape (n, h, t, d / h), dtype of dX.
    Source: Vaswani et al. 2017, section 3.2.2, for the forward pass.

    >>> merge_heads_backward(torch.tensor([[[1.0, 2.0]]]), 2).shape
    torch.Size([1, 2, 1, 1])
    """
    ### BEGIN SOLUTION
    return dX.unflatten(-1, (h, -1)).transpose(1, 2)
    ### END SOLUTION


def multi_head_backward(dY, X, W_in, b_in, W_out, A):
    r"""Gradients of self-attention with h heads.

    Write the gradients yourself: no autograd, no attention of the library.

    Args:
        dY: gradient of the loss with respect to the output, shape (n, t, d), float tensor.
        X: the tokens of the forward pass, shape (n, t, d), same dtype.
        W_in, b_in: projections to queries, keys, values, shapes (d, 3d) and (3d,).
        W_out: projection of the merged heads, shape (d, d).
        A: the weights that the forward pass kept, shape (n, h, t, t); 0 where a key was hidden.
    Returns:
        (dX, dW_in, db_in, dW_out, db_out), each of the shape and dtype of its array.
    Source: Vaswani et al. 2017, section 3.2.2, for the forward pass.

    >>> X, W_in = torch.ones(1, 1, 1), torch.ones(1, 3)
    >>> multi_head_backward(X, X, W_in, torch.zeros(3), torch.full((1, 1), 5.0), torch.ones(1, 1, 1, 1))[0]
    tensor([[[5.]]])
    """
    ### BEGIN SOLUTION
    h = A.shape[1]
    Q, K, V = (merge_heads_backward(M, h) for M in (X @ W_in + b_in).chunk(3, dim=-1))
    dO = merge_heads_backward(dY @ W_out.T, h)
    dA = dO @ V.mT
    dS = A * (dA - (dA * A).sum(dim=-1, keepdim=True)) / math.sqrt(Q.shape[-1])
    heads = (dS @ K, dS.mT @ Q, A.mT @ dO)
    dH = torch.cat([split_heads_backward(M) for M in heads], dim=-1)
    dW_in = torch.einsum("nti,ntj->ij", X, dH)
    dW_out = torch.einsum("nti,ntj->ij", split_heads_backward(A @ V), dY)
    return dH @ W_in.T, dW_in, dH.sum(dim=(0, 1)), dW_out, dY.sum(dim=(0, 1))
    ### END SOLUTION
