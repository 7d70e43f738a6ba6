import numpy as np


def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
    r"""Move the parameters one step along a velocity that remembers earlier gradients.

    $v_t = \beta v_{t-1} + g_t$ and $\theta_t = \theta_{t-1} - \alpha v_t$; with Nesterov's variant
    $\theta_t = \theta_{t-1} - \alpha (g_t + \beta v_t)$.

    Args:
        theta: parameters, any shape, float.
        grad: gradient of the loss at theta, same shape.
        velocity: velocity after the step before, same shape; zeros at the start.
        lr: learning rate, float.
        beta: share of the velocity that is kept, float in [0, 1).
        nesterov: use Nesterov's variant, bool.
    Returns:
        (new theta, new velocity), both new arrays of the same shape and dtype.
    Raises:
        ValueError: the three arrays differ in shape.
    Source: Polyak 1964; Sutskever et al. 2013, section 2, in the form of torch.optim.SGD.

    >>> momentum_step(np.array([1.0]), np.array([2.0]), np.array([1.0]), lr=0.5, beta=0.5)
    (array([-0.25]), array([2.5]))
    """
    if not theta.shape == grad.shape == velocity.shape:
        raise ValueError(
            "momentum_step: theta, grad and velocity must have one shape; "
            f"got {theta.shape}, {grad.shape}, {velocity.shape}."
        )
    ### BEGIN SOLUTION
    velocity = beta * velocity + grad
    direction = grad + beta * velocity if nesterov else velocity
    return theta - lr * direction, velocity
    ### END SOLUTION
