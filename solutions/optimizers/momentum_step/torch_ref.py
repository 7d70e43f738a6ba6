import torch


def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
    r"""Move the parameters one step along a velocity that remembers earlier gradients.

    $v_t = \beta v_{t-1} + g_t$ and $\theta_t = \theta_{t-1} - \alpha v_t$; with Nesterov's variant
    $\theta_t = \theta_{t-1} - \alpha (g_t + \beta v_t)$.

    Write it with tensor arithmetic, not with torch.optim.

    Args:
        theta: parameters, any shape, float tensor.
        grad: gradient of the loss at theta, same shape.
        velocity: velocity after the step before, same shape; zeros at the start.
        lr: learning rate, float.
        beta: share of the velocity that is kept, float in [0, 1).
        nesterov: use Nesterov's variant, bool.
    Returns:
        (new theta, new velocity), both new tensors of the same shape, dtype and device.
    Raises:
        ValueError: the three tensors differ in shape.
    Source: Polyak 1964; Sutskever et al. 2013, section 2, in the form of torch.optim.SGD.

    >>> momentum_step(torch.tensor([1.0]), torch.tensor([2.0]), torch.tensor([1.0]), 0.5, 0.5)
    (tensor([-0.2500]), tensor([2.5000]))
    """
    if not theta.shape == grad.shape == velocity.shape:
        raise ValueError(
            "momentum_step: theta, grad and velocity must have one shape; "
            f"got {tuple(theta.shape)}, {tuple(grad.shape)}, {tuple(velocity.shape)}."
        )
    ### BEGIN SOLUTION
    velocity = beta * velocity + grad
    direction = grad + beta * velocity if nesterov else velocity
    return theta - lr * direction, velocity
    ### END SOLUTION
