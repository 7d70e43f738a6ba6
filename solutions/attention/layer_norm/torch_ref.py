import torch


def layer_norm(X, gamma, beta, eps=1e-5):
    r"""Bring each token to mean 0 and variance 1, then scale and shift each feature.

    Use tensor arithmetic, not F.layer_norm, nn.LayerNorm or torch.layer_norm.

    Args:
        X: tokens, shape (..., d), float tensor.
        gamma: scales, shape (d,).
        beta: shifts, shape (d,).
        eps: added to the variance, so that a constant token is not 0/0.
    Returns:
        Shape, dtype and device of X.
    Raises:
        ValueError: gamma or beta is not of shape (d,).
    Source: Ba, Kiros & Hinton 2016.

    >>> layer_norm(torch.tensor([[1.0, 3.0]]), torch.ones(2), torch.zeros(2), 0.0)
    tensor([[-1.,  1.]])
    """
    ### BEGIN SOLUTION
    d = X.shape[-1]
    if gamma.shape != (d,) or beta.shape != (d,):
        raise ValueError(f"layer_norm: gamma {gamma.shape}, beta {beta.shape} must be ({d},).")
    ### END SOLUTION
    mean = X.mean(dim=-1, keepdim=True)
    ### BEGIN SOLUTION
    centred = X - mean
    variance = torch.mean(centred**2, dim=-1, keepdim=True)
    return gamma * centred / torch.sqrt(variance + eps) + beta
    ### END SOLUTION


def residual_block(X, W, gamma, beta, order):
    r"""The layer f(Z) = tanh(ZW) with a residual connection and layer norm: LN(X + f(X)) or X + f(LN(X)).

    Args:
        X: tokens, shape (..., d), float tensor.
        W: weights of the layer, shape (d, d).
        gamma, beta: as in layer_norm.
        order: "pre" or "post".
    Returns:
        Shape, dtype and device of X.
    Raises:
        ValueError: order is another word.
    Source: Vaswani et al. 2017, section 3.1 (post); Xiong et al. 2020 (pre).

    >>> residual_block(torch.tensor([[1.0, 3.0]]), torch.zeros((2, 2)), torch.ones(2), torch.zeros(2), "pre")
    tensor([[1., 3.]])
    """
    ### BEGIN SOLUTION
    if order == "pre":
        return X + torch.tanh(layer_norm(X, gamma, beta) @ W)
    if order == "post":
        return layer_norm(X + torch.tanh(X @ W), gamma, beta)
    raise ValueError(f'residual_block: order must be "pre" or "post"; got {order!r}.')
    ### END SOLUTION
