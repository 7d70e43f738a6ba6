class OneFactor:
    """Both corrections in one factor, as Kingma and Ba suggest; eps is scaled along."""

    backends = ("numpy", "torch")

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        state = state or {"t": 0, "m": 0 * theta, "v": 0 * theta}
        t = state["t"] + 1
        m = state["m"] + (1 - betas[0]) * (grad - state["m"])
        v = state["v"] + (1 - betas[1]) * (grad * grad - state["v"])
        root = (1 - betas[1] ** t) ** 0.5
        factor = lr * root / (1 - betas[0] ** t)
        moved = theta - factor * m / (v**0.5 + eps * root)
        return moved - lr * weight_decay * theta, {"t": t, "m": m, "v": v}


class ElementLoop:
    """One parameter at a time, in Python numbers."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        moved, m, v = np.empty_like(theta), np.zeros_like(theta), np.zeros_like(theta)
        t = 1 if state is None else state["t"] + 1
        for i in np.ndindex(*theta.shape):
            m0, v0 = (0.0, 0.0) if state is None else (state["m"][i], state["v"][i])
            m[i] = betas[0] * m0 + (1 - betas[0]) * grad[i]
            v[i] = betas[1] * v0 + (1 - betas[1]) * grad[i] ** 2
            step = (m[i] / (1 - betas[0] ** t)) / (math.sqrt(v[i] / (1 - betas[1] ** t)) + eps)
            moved[i] = theta[i] - lr * weight_decay * theta[i] - lr * step
        return moved, {"t": t, "m": m, "v": v}


class Library:
    """PyTorch's own Adam, handed the state it would have had."""

    backends = ("torch",)

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        p = torch.nn.Parameter(theta.clone())
        optimizer = torch.optim.AdamW([p], lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)
        if state is not None:
            step = torch.tensor(float(state["t"]))
            m, v = state["m"].clone(), state["v"].clone()
            optimizer.state[p] = {"step": step, "exp_avg": m, "exp_avg_sq": v}
        p.grad = grad.clone()
        optimizer.step()
        new = optimizer.state[p]
        t = int(new["step"].item())
        return p.detach(), {"t": t, "m": new["exp_avg"], "v": new["exp_avg_sq"]}
