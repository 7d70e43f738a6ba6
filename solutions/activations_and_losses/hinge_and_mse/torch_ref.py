import torch


def mse(y_hat, y):
    r"""Mean squared error: the mean of $(\hat y - y)^2$ over all entries.

    Write it with tensor arithmetic, not with F.mse_loss.

    Args:
        y_hat: predictions, any shape, float tensor.
        y: targets, same shape and dtype.
    Returns:
        The loss, a tensor of shape (), that gradients flow through.
    Raises:
        ValueError: the shapes differ.
    Source: Goodfellow, Bengio & Courville 2016, section 5.1.4.

    >>> mse(torch.tensor([2.0, 0.0]), torch.tensor([1.0, 0.0]))
    tensor(0.5000)
    """
    ### BEGIN SOLUTION
    if y_hat.shape != y.shape:
        raise ValueError(f"mse: y_hat and y must have one shape; got {y_hat.shape} and {y.shape}.")
    return ((y_hat - y) ** 2).mean()
    ### END SOLUTION


def mse_gradient(y_hat, y):
    r"""Gradient of mse with respect to the predictions, written out: no autograd.

    Args:
        y_hat: predictions, any shape, float tensor.
        y: targets, same shape and dtype.
    Returns:
        The gradient, shape and dtype of y_hat.
    Raises:
        ValueError: the shapes differ.
    Source: Goodfellow, Bengio & Courville 2016, section 5.1.4.

    >>> mse_gradient(torch.tensor([2.0, 0.0]), torch.tensor([1.0, 0.0]))
    tensor([1., 0.])
    """
    ### BEGIN SOLUTION
    if y_hat.shape != y.shape:
        raise ValueError(f"mse: y_hat and y must have one shape; got {y_hat.shape} and {y.shape}.")
    return 2 * (y_hat - y) / y.numel()
    ### END SOLUTION


def hinge(f, y):
    r"""Hinge loss: the mean of $\max(0, 1 - y_i f_i)$.

    Write it with tensor arithmetic, not with a loss of torch.nn.

    Args:
        f: scores, shape (n,), float tensor.
        y: labels, shape (n,), each -1 or +1, dtype of f.
    Returns:
        The loss, a tensor of shape (), that gradients flow through.
    Raises:
        ValueError: the shapes differ, or a label is neither -1 nor +1.
    Source: Cortes & Vapnik 1995.

    >>> hinge(torch.tensor([0.5, -3.0]), torch.tensor([1.0, -1.0]))
    tensor(0.2500)
    """
    ### BEGIN SOLUTION
    if f.shape != y.shape or not (y.abs() == 1).all():
        raise ValueError(f"hinge: f and y must have one shape, y only -1 and +1; got {y}.")
    return torch.clamp(1 - y * f, min=0).mean()
    ### END SOLUTION


def hinge_gradient(f, y):
    r"""Subgradient of hinge with respect to the scores; 0 at the corner $y_i f_i = 1$; no autograd.

    Args:
        f: scores, shape (n,), float tensor.
        y: labels, shape (n,), each -1 or +1, dtype of f.
    Returns:
        The subgradient, shape (n,), dtype of f.
    Raises:
        ValueError: the shapes differ, or a label is neither -1 nor +1.
    Source: Cortes & Vapnik 1995.

    >>> hinge_gradient(torch.tensor([0.5, -3.0]), torch.tensor([1.0, -1.0]))
    tensor([-0.5000,  0.0000])
    """
    ### BEGIN SOLUTION
    if f.shape != y.shape or not (y.abs() == 1).all():
        raise ValueError(f"hinge: f and y must have one shape, y only -1 and +1; got {y}.")
    return -y * (y * f < 1) / y.numel()
    ### END SOLUTION
