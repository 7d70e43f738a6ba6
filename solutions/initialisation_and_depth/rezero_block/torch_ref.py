import torch


def rezero_forward(X, alpha, W1, W2):
    r"""A residual block with a learned weight: $Y = X + \alpha \max(0, X W_1) W_2$.

    Args:
        X: batch, shape (n, d), float tensor.
        alpha: weight of the branch, a tensor without axes, same dtype; 0 at the start of training.
        W1: weights, shape (d, h), same dtype.
        W2: weights, shape (h, d), same dtype.
    Returns:
        (Y, cache): Y of shape (n, d), same dtype; cache is whatever rezero_backward needs.
    Source: Bachlechner et al. 2021, equation 1.

    >>> one = torch.ones(1, 1)
    >>> Y, cache = rezero_forward(one, torch.tensor(0.5), 2 * one, 3 * one)
    >>> Y
    tensor([[4.]])
    """
    ### BEGIN SOLUTION
    A = torch.relu(X @ W1)
    F = A @ W2
    return X + alpha * F, {"X": X, "A": A, "F": F, "alpha": alpha, "W1": W1, "W2": W2}
    ### END SOLUTION


def rezero_backward(dY, cache):
    r"""Gradients of a ReZero block.

    Write the gradients yourself: no autograd.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, d), float tensor.
        cache: what rezero_forward returned.
    Returns:
        (dX, dalpha, dW1, dW2): dalpha is one number, the others have the shape and dtype of what
        they belong to. Sums over the batch.
    Source: Bachlechner et al. 2021, section 3.

    >>> one = torch.ones(1, 1)
    >>> _, cache = rezero_forward(one, torch.tensor(0.5), 2 * one, 3 * one)
    >>> dX, dalpha, dW1, dW2 = rezero_backward(10 * one, cache)
    >>> dX, float(dalpha), dW1, dW2
    (tensor([[40.]]), 60.0, tensor([[15.]]), tensor([[10.]]))
    """
    ### BEGIN SOLUTION
    dalpha = (dY * cache["F"]).sum()
    dF = cache["alpha"] * dY
    dW2 = cache["A"].T @ dF
    dZ = (dF @ cache["W2"].T) * (cache["A"] > 0)
    return dY + dZ @ cache["W1"].T, dalpha, cache["X"].T @ dZ, dW2
    ### END SOLUTION
