import torch


def dual_operation(op, *duals):
    r"""Apply one operation to dual numbers, without autograd.

    Args:
        op: "add", "mul", "div", "matmul", "exp", "log", "tanh", "relu" or "sum".
        duals: one or two pairs (value, tangent); value and tangent have the same shape, float.
    Returns:
        The pair (value, tangent) of the result.
    Raises:
        ValueError: no such operation.
    Source: Griewank & Walther 2008, section 3.1.

    >>> dual_operation("mul", (torch.tensor(3.0), torch.tensor(1.0)), (torch.tensor(5.0), torch.tensor(0.0)))
    (tensor(15.), tensor(5.))
    """
    x, dx = duals[0]
    y, dy = duals[-1]
    if op == "add":
        return x + y, dx + dy
    if op == "exp":
        return torch.exp(x), torch.exp(x) * dx
    ### BEGIN SOLUTION
    if op == "mul":
        return x * y, dx * y + x * dy
    if op == "div":
        return x / y, (dx - x / y * dy) / y
    if op == "matmul":
        return x @ y, dx @ y + x @ dy
    if op == "log":
        return torch.log(x), dx / x
    if op == "tanh":
        return torch.tanh(x), (1 - torch.tanh(x) ** 2) * dx
    if op == "relu":
        return x * (x > 0), dx * (x > 0)
    if op == "sum":
        return x.sum(), dx.sum()
    raise ValueError(f"dual_operation: there is no operation {op!r}.")
    ### END SOLUTION


def forward_derivative(program, inputs, tangents):
    """Run a program on dual numbers, without autograd.

    Args:
        program: list of steps (op, place) or (op, place, place); places count the inputs first,
            then the results of the steps. At least one step.
        inputs: list of tensors, float.
        tangents: list of tensors of the same shapes: the direction in which the inputs move.
    Returns:
        (value, tangent) of the last step.
    Source: Griewank & Walther 2008, section 3.1.

    >>> forward_derivative([("mul", 0, 0)], [torch.tensor(3.0)], [torch.tensor(1.0)])
    (tensor(9.), tensor(6.))
    """
    ### BEGIN SOLUTION
    duals = list(zip(inputs, tangents))
    for op, *places in program:
        duals.append(dual_operation(op, *(duals[i] for i in places)))
    return duals[-1]
    ### END SOLUTION
