import torch


def signal_by_depth(X, weights, dY, activation):
    r"""Mean squares of the activations and of their gradients behind each layer.

    $A_l = \varphi(A_{l-1} W_l)$ with $A_0 = X$, and $dA_{l-1} = (dA_l \odot \varphi'(Z_l)) W_l^\top$.
    Write the gradients yourself: no autograd.

    Args:
        X: batch, shape (n, d_0), float tensor.
        weights: list of L tensors, W_l of shape (d_{l-1}, d_l), float; may be empty.
        dY: gradient of the loss with respect to A_L, shape (n, d_L), float.
        activation: "linear", "relu" or "tanh".
    Returns:
        (forward, backward), each of shape (L + 1,), float64, calculated in float64:
        the means over all entries of A_l squared and of dA_l squared.
    Raises:
        ValueError: the activation is unknown.
    Source: Glorot & Bengio 2010, section 4.2; He et al. 2015, section 2.2.

    >>> one = torch.ones(1, 1)
    >>> signal_by_depth(one, [2 * one], 3 * one, "relu")
    (tensor([1., 4.], dtype=torch.float64), tensor([36.,  9.], dtype=torch.float64))
    """
    ### BEGIN SOLUTION
    if activation not in ("linear", "relu", "tanh"):
        raise ValueError(
            f"signal_by_depth: 'linear', 'relu' or 'tanh' expected; got {activation!r}."
        )
    A, steps = X.to(torch.float64), []
    forward, backward = [(A**2).mean()], []
    for W in weights:
        W = W.to(torch.float64)
        Z = A @ W
        A = {"linear": Z, "relu": torch.relu(Z), "tanh": torch.tanh(Z)}[activation]
        steps.append((W, {"linear": 1.0, "relu": Z > 0, "tanh": 1 - A**2}[activation]))
        forward.append((A**2).mean())
    dA = dY.to(torch.float64)
    backward.append((dA**2).mean())
    for W, slope in reversed(steps):
        dA = (dA * slope) @ W.T
        backward.append((dA**2).mean())
    return torch.stack(forward), torch.stack(backward[::-1])
    ### END SOLUTION
