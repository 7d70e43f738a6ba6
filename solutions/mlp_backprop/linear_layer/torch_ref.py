import torch


def linear_forward(X, W, b):
    r"""Apply a linear layer to a batch: $Y = XW + b$.

    Write it with tensor arithmetic, not with torch.nn or F.linear.

    Args:
        X: batch, shape (n, d_in), float tensor.
        W: weights, shape (d_in, d_out), same dtype. (torch.nn.Linear stores the transpose.)
        b: bias, shape (d_out,), same dtype.
    Returns:
        Y, shape (n, d_out), same dtype and device; gradients flow to X, W and b.
    Raises:
        ValueError: the shapes do not fit; a bias that would broadcast, such as (1,), is refused.
    Source: Goodfellow, Bengio & Courville 2016, section 6.5.

    >>> linear_forward(torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0], [4.0]]), torch.tensor([5.0]))
    tensor([[16.]])
    """
    if X.ndim != 2 or W.ndim != 2 or X.shape[1] != W.shape[0] or b.shape != (W.shape[1],):
        shapes = ", ".join(str(tuple(a.shape)) for a in (X, W, b))
        raise ValueError(
            f"linear_forward: expected X (n, d_in), W (d_in, d_out), b (d_out,); got {shapes}."
        )
    ### BEGIN SOLUTION
    return X @ W + b
    ### END SOLUTION


def linear_backward(dY, X, W):
    r"""Gradients of a linear layer, given the gradient of the loss with respect to its output.

    Write the gradients yourself: no autograd.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, d_out), float tensor.
        X: the batch of the forward pass, shape (n, d_in), same dtype.
        W: weights, shape (d_in, d_out), same dtype.
    Returns:
        (dX, dW, db) with shapes (n, d_in), (d_in, d_out), (d_out,), same dtype. Sums over the
        batch, no mean: a mean belongs to the loss and is already inside dY.
    Raises:
        ValueError: dY is not of shape (n, d_out).
    Source: Goodfellow, Bengio & Courville 2016, section 6.5.

    >>> dX, dW, db = linear_backward(torch.tensor([[2.0]]), torch.tensor([[5.0]]), torch.tensor([[3.0]]))
    >>> dX, dW, db
    (tensor([[6.]]), tensor([[10.]]), tensor([2.]))
    """
    expected = (X.shape[0], W.shape[1])
    if dY.shape != expected:
        raise ValueError(
            f"linear_backward: expected dY of shape {expected}; got {tuple(dY.shape)}."
        )
    dX = dY @ W.T
    ### BEGIN SOLUTION
    dW = X.T @ dY
    db = dY.sum(dim=0)
    ### END SOLUTION
    return dX, dW, db
