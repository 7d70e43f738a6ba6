class NoBiasCorrection:
    """Uses m and v as they are: the first steps have the wrong length."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        mh = m
        vh = v
        theta = theta - lr * weight_decay * theta - lr * mh / (vh**0.5 + eps)
        return theta, {"t": t, "m": m, "v": v}


class Document002:
    """Document 002's formula: m and v are computed, and never used."""

    backends = ("numpy", "torch")

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        theta = theta - lr * grad / (1 - b1**t)
        return theta, {"t": t, "m": m, "v": v}


class SquareMissing:
    """Averages the gradient where its square belongs (absolute value, to have a root)."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * abs(grad)
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = theta - lr * weight_decay * theta - lr * mh / (vh**0.5 + eps)
        return theta, {"t": t, "m": m, "v": v}


class EpsInsideRoot:
    """sqrt(v + eps) instead of sqrt(v) + eps."""

    backends = ("numpy", "torch")

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = theta - lr * weight_decay * theta - lr * mh / (vh + eps) ** 0.5
        return theta, {"t": t, "m": m, "v": v}


class EpsBeforeCorrection:
    """Adds eps to the root of the uncorrected v: the form of an older implementation."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        mh = m / (1 - b1**t)
        theta = theta - lr * weight_decay * theta - lr * mh * (1 - b2**t) ** 0.5 / (v**0.5 + eps)
        return theta, {"t": t, "m": m, "v": v}


class CoupledDecay:
    """Adds the decay to the gradient: L2 regularisation, not AdamW."""

    backends = ("numpy", "torch")

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * (grad + weight_decay * theta)
        v = b2 * state["v"] + (1 - b2) * (grad + weight_decay * theta) ** 2
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = theta - lr * mh / (vh**0.5 + eps)
        return theta, {"t": t, "m": m, "v": v}


class DecayNotScaled:
    """Shrinks by the decay itself, without the learning rate."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = theta * (1 - weight_decay) - lr * mh / (vh**0.5 + eps)
        return theta, {"t": t, "m": m, "v": v}


class DecayAfterStep:
    """Decays the parameters that have moved already."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = (theta - lr * mh / (vh**0.5 + eps)) * (1 - lr * weight_decay)
        return theta, {"t": t, "m": m, "v": v}


class CorrectionOfStepOne:
    """Divides by 1 - beta at every step, as if t stayed 1."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        mh = m / (1 - b1)
        vh = v / (1 - b2)
        theta = theta - lr * weight_decay * theta - lr * mh / (vh**0.5 + eps)
        return theta, {"t": t, "m": m, "v": v}


class StoresCorrected:
    """Puts the corrected averages into the state, so they are corrected again."""

    backends = ("numpy", "torch")

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = theta - lr * weight_decay * theta - lr * mh / (vh**0.5 + eps)
        return theta, {"t": t, "m": mh, "v": vh}


class BetasSwapped:
    """Averages the gradient slowly and its square fast."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b2 * state["m"] + (1 - b2) * grad
        v = b1 * state["v"] + (1 - b1) * grad**2
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = theta - lr * weight_decay * theta - lr * mh / (vh**0.5 + eps)
        return theta, {"t": t, "m": m, "v": v}


class NoRoot:
    """Divides by v itself: the units of a second-order step, without its reason."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = theta - lr * weight_decay * theta - lr * mh / (vh + eps)
        return theta, {"t": t, "m": m, "v": v}


class CounterStandsStill:
    """Never counts on: the correction restarts at each step."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * grad**2
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = theta - lr * weight_decay * theta - lr * mh / (vh**0.5 + eps)
        return theta, {"t": 1, "m": m, "v": v}


class ScalarSecondMoment:
    """One average of the squared norm for all parameters: the element-wise scale is lost."""

    backends = ("torch",)

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": theta * 0, "v": theta * 0}
        t = state["t"] + 1
        m = b1 * state["m"] + (1 - b1) * grad
        v = b2 * state["v"] + (1 - b2) * (grad**2).mean()
        mh = m / (1 - b1**t)
        vh = v / (1 - b2**t)
        theta = theta - lr * weight_decay * theta - lr * mh / (vh**0.5 + eps)
        return theta, {"t": t, "m": m, "v": v}


class InPlace:
    """Updates the averages of the old state in place."""

    def adam_step(
        theta, grad, state=None, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0
    ):
        if theta.shape != grad.shape:
            raise ValueError("shapes differ")
        b1, b2 = betas
        if state is None:
            state = {"t": 0, "m": np.zeros_like(theta), "v": np.zeros_like(theta)}
        m, v, t = state["m"], state["v"], state["t"] + 1
        m *= b1
        m += (1 - b1) * grad
        v *= b2
        v += (1 - b2) * grad**2
        root = np.sqrt(v / (1 - b2**t)) + eps
        theta = theta * (1 - lr * weight_decay) - lr * m / (1 - b1**t) / root
        return theta, {"t": t, "m": m, "v": v}
