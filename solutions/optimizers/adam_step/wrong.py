class NoBiasCorrection:
    """Uses m and v as they are: the first steps have the wrong length."""

    backends = ("numpy", "torch")
    edits = {
        "m_hat = m / (1 - beta1**t)": "m_hat = m",
        "v_hat = v / (1 - beta2**t)": "v_hat = v",
    }


class Document002:
    """Document 002's formula: m and v are computed, and never used."""

    edits = {
        "theta = decayed - lr * m_hat / (np.sqrt(v_hat) + eps)": (
            "theta = theta - lr * grad / (1 - beta1**t)"
        )
    }


class TorchDocument002:
    """Document 002's formula: m and v are computed, and never used."""

    backends = ("torch",)
    edits = {
        "theta = decayed - lr * m_hat / (torch.sqrt(v_hat) + eps)": (
            "theta = theta - lr * grad / (1 - beta1**t)"
        )
    }


class SquareMissing:
    """Averages the gradient where its square belongs (absolute value, to have a root)."""

    backends = ("numpy", "torch")
    edits = {
        'v = beta2 * state["v"] + (1 - beta2) * grad**2': (
            'v = beta2 * state["v"] + (1 - beta2) * abs(grad)'
        )
    }


class EpsInsideRoot:
    """sqrt(v + eps) instead of sqrt(v) + eps."""

    edits = {"(np.sqrt(v_hat) + eps)": "np.sqrt(v_hat + eps)"}


class TorchEpsInsideRoot:
    """sqrt(v + eps) instead of sqrt(v) + eps."""

    backends = ("torch",)
    edits = {"(torch.sqrt(v_hat) + eps)": "torch.sqrt(v_hat + eps)"}


class EpsBeforeCorrection:
    """Adds eps to the root of the uncorrected v: the form of an older implementation."""

    edits = {"(np.sqrt(v_hat) + eps)": "(np.sqrt(v) + eps) * (1 - beta2**t) ** 0.5"}


class CoupledDecay:
    """Adds the decay to the gradient: L2 regularisation, not AdamW."""

    backends = ("numpy", "torch")
    edits = {
        'm = beta1 * state["m"] + (1 - beta1) * grad': (
            'm = beta1 * state["m"] + (1 - beta1) * (grad + weight_decay * theta)'
        ),
        'v = beta2 * state["v"] + (1 - beta2) * grad**2': (
            'v = beta2 * state["v"] + (1 - beta2) * (grad + weight_decay * theta) ** 2'
        ),
        "decayed = theta * (1 - lr * weight_decay)": "decayed = theta",
    }


class DecayNotScaled:
    """Shrinks by the decay itself, without the learning rate."""

    backends = ("numpy", "torch")
    edits = {"decayed = theta * (1 - lr * weight_decay)": "decayed = theta * (1 - weight_decay)"}


class DecayAfterStep:
    """Decays the parameters that have moved already."""

    backends = ("numpy", "torch")
    edits = {
        "decayed = theta * (1 - lr * weight_decay)": "decayed = theta",
        'return theta, {"t": t, "m": m, "v": v}': (
            'return theta * (1 - lr * weight_decay), {"t": t, "m": m, "v": v}'
        ),
    }


class CorrectionOfStepOne:
    """Divides by 1 - beta at every step, as if t stayed 1."""

    backends = ("numpy", "torch")
    edits = {
        "m_hat = m / (1 - beta1**t)": "m_hat = m / (1 - beta1)",
        "v_hat = v / (1 - beta2**t)": "v_hat = v / (1 - beta2)",
    }


class StoresCorrected:
    """Puts the corrected averages into the state, so they are corrected again."""

    backends = ("numpy", "torch")
    edits = {
        'return theta, {"t": t, "m": m, "v": v}': 'return theta, {"t": t, "m": m_hat, "v": v_hat}'
    }


class BetasSwapped:
    """Averages the gradient slowly and its square fast."""

    backends = ("numpy", "torch")
    edits = {
        'm = beta1 * state["m"] + (1 - beta1) * grad': (
            'm = beta2 * state["m"] + (1 - beta2) * grad'
        ),
        'v = beta2 * state["v"] + (1 - beta2) * grad**2': (
            'v = beta1 * state["v"] + (1 - beta1) * grad**2'
        ),
    }


class NoRoot:
    """Divides by v itself: the units of a second-order step, without its reason."""

    edits = {"(np.sqrt(v_hat) + eps)": "(v_hat + eps)"}


class CounterStandsStill:
    """Never counts on: the correction restarts at each step."""

    backends = ("numpy", "torch")
    edits = {'return theta, {"t": t, "m": m, "v": v}': 'return theta, {"t": 1, "m": m, "v": v}'}


class ScalarSecondMoment:
    """One average of the squared norm for all parameters: the element-wise scale is lost."""

    backends = ("numpy", "torch")
    edits = {
        'v = beta2 * state["v"] + (1 - beta2) * grad**2': (
            'v = beta2 * state["v"] + (1 - beta2) * (grad**2).mean()'
        )
    }


class InPlace:
    """Updates the averages of the old state in place."""

    edits = {
        'm = beta1 * state["m"] + (1 - beta1) * grad': (
            'm = np.add(beta1 * state["m"], (1 - beta1) * grad, out=state["m"])'
        ),
        'v = beta2 * state["v"] + (1 - beta2) * grad**2': (
            'v = np.add(beta2 * state["v"], (1 - beta2) * grad**2, out=state["v"])'
        ),
    }
