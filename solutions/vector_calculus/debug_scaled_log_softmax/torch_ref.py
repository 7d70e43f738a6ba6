import torch


def scaled_log_softmax_backward(dY, Z, s):
    r"""Gradients of $Y = \log \operatorname{softmax}(s Z)$, row by row.

    Written out: no autograd.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, k), float tensor.
        Z: logits before scaling, shape (n, k), same dtype.
        s: the learned scale, a number.
    Returns:
        (dZ, ds): shape (n, k), and a tensor of shape (), both of the dtype of Z.
    Source: Bridle 1990.

    >>> dZ, ds = scaled_log_softmax_backward(torch.tensor([[1.0, 0.0]]), torch.zeros(1, 2), 2.0)
    >>> dZ, float(ds)
    (tensor([[ 1., -1.]]), 0.0)
    """
    ### BEGIN SOLUTION
    U = s * Z  # the logits that softmax sees
    P = torch.softmax(U, dim=1)
    dU = dY - P * dY.sum(dim=1, keepdim=True)
    return s * dU, (dU * Z).sum()
    ### END SOLUTION
