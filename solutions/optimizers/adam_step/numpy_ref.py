import numpy as np


def adam_step(theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0):
    r"""Move the parameters one step by Adam, with AdamW's decoupled weight decay.

    $m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$, $v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$,
    $\theta_t = (1-\alpha\lambda)\theta_{t-1} - \alpha\, \hat m_t / (\sqrt{\hat v_t} + \epsilon)$ with
    $\hat m_t = m_t/(1-\beta_1^t)$ and $\hat v_t = v_t/(1-\beta_2^t)$.

    Args:
        theta: parameters, any shape, float.
        grad: gradient of the loss at theta, same shape.
        state: what the step before returned, or None before the first step: a dict with
            "t" (steps done, int) and the averages "m" and "v" (shape of theta, not corrected).
        lr: learning rate, float.
        betas: the two averaging factors, each in [0, 1).
        eps: added to the root, so that a zero gradient is no division by zero.
        weight_decay: AdamW's decay, float; 0 is plain Adam.
    Returns:
        (new theta, new state); the arrays keep shape and dtype.
    Raises:
        ValueError: theta and grad differ in shape.
    Source: Kingma & Ba 2015, algorithm 1; Loshchilov & Hutter 2019, algorithm 2, in the form of
        torch.optim.Adam and torch.optim.AdamW.

    >>> theta, state = adam_step(np.array([1.0]), np.array([4.0]), lr=0.5)
    >>> theta, state["t"]
    (array([0.5]), 1)
    """
    if theta.shape != grad.shape:
        raise ValueError(
            f"adam_step: theta and grad must have one shape; got {theta.shape} and {grad.shape}."
        )
    if state is None:
        state = {"t": 0, "m": np.zeros_like(theta), "v": np.zeros_like(theta)}
    beta1, beta2 = betas
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    ### BEGIN SOLUTION
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    ### END SOLUTION
    ### BEGIN SOLUTION
    decayed = theta * (1 - lr * weight_decay)
    theta = decayed - lr * m_hat / (np.sqrt(v_hat) + eps)
    ### END SOLUTION
    return theta, {"t": t, "m": m, "v": v}
