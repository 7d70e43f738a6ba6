import torch


def chain_jacobian(x, weights, activation):
    r"""Derivative of a deep network's output by its input: $J_{ij} = \partial a_{L,j} / \partial x_i$.

    Multiply Jacobians yourself: no autograd.

    Args:
        x: one example, shape (d_0,), float tensor.
        weights: list of L tensors, W_l of shape (d_{l-1}, d_l), same dtype; may be empty.
        activation: "linear", "relu" or "tanh", behind every layer.
    Returns:
        J, shape (d_0, d_L), same dtype: the product of W_l diag(slope at z_l).
    Raises:
        ValueError: the activation is unknown.
    Source: Pennington, Schoenholz & Ganguli 2017, equation 2.

    >>> chain_jacobian(torch.ones(1), [torch.tensor([[2.0]]), torch.tensor([[3.0]])], "relu")
    tensor([[6.]])
    """
    if activation not in ("linear", "relu", "tanh"):
        raise ValueError(
            f"chain_jacobian: 'linear', 'relu' or 'tanh' expected; got {activation!r}."
        )
    J = torch.eye(len(x), dtype=x.dtype)
    for W in weights:
        z = x @ W
        ### BEGIN SOLUTION
        x = {"linear": z, "relu": torch.relu(z), "tanh": torch.tanh(z)}[activation]
        slope = {"linear": 1, "relu": z > 0, "tanh": 1 - x**2}[activation]
        J = J @ W * slope
        ### END SOLUTION
    return J


def condition_number(J):
    r"""Largest singular value over the smallest; infinity where the smallest is only rounding.

    Args:
        J: matrix, shape (p, q), float tensor.
    Returns:
        One number, at least 1. Infinity if sigma_min <= max(p, q) * eps * sigma_max.
    Source: Higham 2002, section 6.2 (condition).

    >>> float(condition_number(torch.diag(torch.tensor([6.0, 2.0]))))
    3.0
    """
    ### BEGIN SOLUTION
    values = torch.linalg.svdvals(J)
    if values[-1] <= max(J.shape) * torch.finfo(J.dtype).eps * values[0]:
        return float("inf")
    return values[0] / values[-1]
    ### END SOLUTION
