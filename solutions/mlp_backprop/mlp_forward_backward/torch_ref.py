import torch


def mlp_forward(X, params, activation="relu"):
    r"""Run a batch through an MLP: linear layers with an activation between them.

    $Z_l = A_{l-1} W_l + b_l$, $A_l = \varphi(Z_l)$ for $l < L$, $A_0 = X$; the output is $Z_L$.
    Write it with tensor arithmetic and torch.relu or torch.tanh, not with torch.nn.

    Args:
        X: batch, shape (n, d_0), float tensor.
        params: list of L pairs (W, b), W of shape (d_{l-1}, d_l), b of shape (d_l,), same dtype.
        activation: "relu" or "tanh".
    Returns:
        (Y, cache): Y of shape (n, d_L), same dtype; cache is whatever mlp_backward needs.
    Raises:
        ValueError: the activation is unknown, or params is empty.
    Source: Goodfellow, Bengio & Courville 2016, section 6.5.

    >>> Y, cache = mlp_forward(torch.ones(1, 1), [(2 * torch.ones(1, 1), 3 * torch.ones(1))], "relu")
    >>> Y
    tensor([[5.]])
    """
    ### BEGIN SOLUTION
    if activation not in ("relu", "tanh"):
        raise ValueError(f"mlp_forward: activation must be 'relu' or 'tanh'; got {activation!r}.")
    if not params:
        raise ValueError("mlp_forward: params must hold at least one pair (W, b); got none.")
    inputs = [X]
    for W, b in params[:-1]:
        Z = inputs[-1] @ W + b
        inputs.append(torch.relu(Z) if activation == "relu" else torch.tanh(Z))
    W, b = params[-1]
    cache = {"inputs": inputs, "weights": [W for W, _ in params], "activation": activation}
    return inputs[-1] @ W + b, cache
    ### END SOLUTION


def mlp_backward(dY, cache):
    r"""Gradients of an MLP, given the gradient of the loss with respect to its output.

    Write the gradients yourself: no autograd.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, d_L), float tensor.
        cache: what mlp_forward returned.
    Returns:
        (dX, grads): dX of shape (n, d_0); grads is a list of L pairs (dW, db) in the order of
        params, each of the shape and dtype of its parameter. Sums over the batch.
    Source: Rumelhart, Hinton & Williams 1986; Goodfellow, Bengio & Courville 2016, section 6.5.

    >>> _, cache = mlp_forward(torch.ones(1, 1), [(2 * torch.ones(1, 1), torch.ones(1))], "relu")
    >>> mlp_backward(10 * torch.ones(1, 1), cache)
    (tensor([[20.]]), [(tensor([[10.]]), tensor([10.]))])
    """
    ### BEGIN SOLUTION
    grads, dZ = [], dY
    for layer in reversed(range(len(cache["weights"]))):
        A = cache["inputs"][layer]
        grads.append((A.T @ dZ, dZ.sum(dim=0)))
        dA = dZ @ cache["weights"][layer].T
        if layer == 0:
            return dA, grads[::-1]
        dZ = dA * (A > 0) if cache["activation"] == "relu" else dA * (1 - A**2)
    ### END SOLUTION
