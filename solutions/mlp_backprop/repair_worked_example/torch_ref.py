import torch


def worked_step(x, t, params, lr):
    r"""One step of gradient descent on one example, with every intermediate number.

    Two layers with ReLU at both, $L = \frac12 \sum_j (y_j - t_j)^2$. Write the gradients yourself:
    no autograd, no torch.nn.

    Args:
        x: input, shape (d,), float tensor.
        t: target, shape (k,), float tensor.
        params: dictionary of tensors W1 (d, h), b1 (h,), W2 (h, k), b2 (k,).
        lr: learning rate, a number.
    Returns:
        Dictionary of tensors with z1, a1, z2, y, loss, delta2, delta1, dW1, db1, dW2, db2, new_W1,
        new_b1, new_W2, new_b2, loss_after and silent_after (bool, shape (h,)).
    Source: document 003 §4.4, repaired.

    >>> one = {k: torch.ones(s) for k, s in (("W1", (1, 1)), ("b1", 1), ("W2", (1, 1)), ("b2", 1))}
    >>> step = worked_step(torch.tensor([1.0]), torch.tensor([0.0]), one, 0.1)
    >>> float(step["loss"]), step["dW2"]
    (4.5, tensor([[6.]]))
    """

    ### BEGIN SOLUTION
    def forward(W1, b1, W2, b2):
        z1 = x @ W1 + b1
        z2 = torch.relu(z1) @ W2 + b2
        return z1, z2, ((torch.relu(z2) - t) ** 2).sum() / 2

    z1, z2, loss = forward(**params)
    a1, y = torch.relu(z1), torch.relu(z2)
    delta2 = (y - t) * (z2 > 0)
    delta1 = (params["W2"] @ delta2) * (z1 > 0)
    gradients = {
        "W1": torch.outer(x, delta1),
        "b1": delta1,
        "W2": torch.outer(a1, delta2),
        "b2": delta2,
    }
    new = {name: params[name] - lr * gradient for name, gradient in gradients.items()}
    z1_after, _, loss_after = forward(**new)
    step = {"z1": z1, "a1": a1, "z2": z2, "y": y, "loss": loss, "delta2": delta2, "delta1": delta1}
    step |= {f"d{name}": gradient for name, gradient in gradients.items()}
    step |= {f"new_{name}": value for name, value in new.items()}
    return step | {"loss_after": loss_after, "silent_after": z1_after <= 0}
    ### END SOLUTION
