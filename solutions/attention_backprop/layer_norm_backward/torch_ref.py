import torch


def layer_norm_backward(dY, X, gamma, eps=1e-5):
    r"""Gradients of layer norm along the last axis.

    Write the gradients yourself: no autograd, no layer norm of the library.

    Args:
        dY: gradient of the loss with respect to the output, shape (..., d), float tensor.
        X: the tokens of the forward pass, shape (..., d), same dtype.
        gamma: gains, shape (d,), same dtype.
        eps: what the forward pass added to the variance.
    Returns:
        (dX, dgamma, dbeta) with shapes (..., d), (d,), (d,), same dtype.
    Source: Ba, Kiros & Hinton 2016, for the forward pass.

    >>> dX, dgamma, dbeta = layer_norm_backward(torch.ones(1, 2), torch.tensor([[1.0, 3.0]]), torch.ones(2), 0.0)
    >>> dX, dgamma, dbeta
    (tensor([[0., 0.]]), tensor([-1.,  1.]), tensor([1., 1.]))
    """
    ### BEGIN SOLUTION
    centred = X - X.mean(dim=-1, keepdim=True)
    spread = torch.sqrt(torch.mean(centred**2, dim=-1, keepdim=True) + eps)
    normed = centred / spread
    g = dY * gamma
    stretch = normed * torch.mean(g * normed, dim=-1, keepdim=True)
    dX = (g - g.mean(dim=-1, keepdim=True) - stretch) / spread
    d = X.shape[-1]
    return dX, (dY * normed).reshape(-1, d).sum(dim=0), dY.reshape(-1, d).sum(dim=0)
    ### END SOLUTION
