class OldVelocity:
    """Moves along the velocity of the step before."""

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        return theta - lr * velocity, beta * velocity + grad


class AveragedGradient:
    """Weights the gradient by 1 - beta: an average, whose steps are ten times shorter."""

    backends = ("numpy", "torch")

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        velocity = beta * velocity + (1 - beta) * grad
        direction = grad + beta * velocity if nesterov else velocity
        return theta - lr * direction, velocity


class Ascent:
    """Adds the step: climbs the loss, like three of the documents."""

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        velocity = beta * velocity + grad
        return theta + lr * (grad + beta * velocity if nesterov else velocity), velocity


class ForgetsVelocity:
    """Returns the velocity it was given."""

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        new = beta * velocity + grad
        return theta - lr * (grad + beta * new if nesterov else new), velocity


class InPlace:
    """Writes into the caller's velocity."""

    backends = ("numpy", "torch")

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        if not theta.shape == grad.shape == velocity.shape:
            raise ValueError("shapes differ")
        velocity *= beta
        velocity += grad
        return theta - lr * (grad + beta * velocity if nesterov else velocity), velocity


class NoNesterov:
    """Accepts the flag and ignores it."""

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        velocity = beta * velocity + grad
        return theta - lr * velocity, velocity


class NesterovOldVelocity:
    """Looks ahead along the old velocity."""

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        new = beta * velocity + grad
        return theta - lr * (grad + beta * velocity if nesterov else new), new


class LearningRateInVelocity:
    """Multiplies the gradient by lr on its way into the velocity: other numbers are remembered."""

    backends = ("numpy", "torch")

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        velocity = beta * velocity + lr * grad
        return theta - (lr * grad + beta * velocity if nesterov else velocity), velocity


class NoShapeCheck:
    """Lets a column broadcast against a row."""

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        velocity = beta * velocity + grad
        return theta - lr * (grad + beta * velocity if nesterov else velocity), velocity


class DoublePrecision:
    """Makes everything float64."""

    backends = ("torch",)

    def momentum_step(theta, grad, velocity, lr, beta=0.9, nesterov=False):
        if not theta.shape == grad.shape == velocity.shape:
            raise ValueError("shapes differ")
        velocity = beta * velocity.double() + grad
        return theta - lr * (grad + beta * velocity if nesterov else velocity), velocity
