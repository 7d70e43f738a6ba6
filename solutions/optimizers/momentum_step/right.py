class Expanded:
    """Nesterov's move with the new velocity multiplied out."""

    backends = ("numpy", "torch")

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        if theta.shape != grad.shape or theta.shape != velocity.shape:
            raise ValueError(f"shapes differ: {theta.shape}, {grad.shape}, {velocity.shape}")
        new = grad + velocity * beta
        if nesterov:
            return theta - lr * ((1 + beta) * grad + beta**2 * velocity), new
        return theta - lr * new, new


class CopiesInPlace:
    """Copies first, then works in place."""

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        if not theta.shape == grad.shape == velocity.shape:
            raise ValueError("shapes differ")
        theta, velocity = theta.copy(), velocity.copy()
        velocity *= beta
        velocity += grad
        theta -= lr * velocity if not nesterov else lr * grad + lr * beta * velocity
        return theta, velocity


class FusedAdd:
    """torch.add with alpha, as the library writes it."""

    backends = ("torch",)

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        if not theta.shape == grad.shape == velocity.shape:
            raise ValueError("shapes differ")
        velocity = torch.add(grad, velocity, alpha=beta)
        step = torch.add(grad, velocity, alpha=beta) if nesterov else velocity
        return torch.add(theta, step, alpha=-lr), velocity
