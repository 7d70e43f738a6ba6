class UpdateExchanged:
    """z and 1 - z exchanged, as some texts have it."""

    backends = ("numpy", "torch")
    edits = {"return (1 - z) * g + z * h": "return z * g + (1 - z) * h"}


class ResetBeforeTheMatrix:
    """The first paper's form: the reset gate acts on h, and not on the bias."""

    backends = ("numpy", "torch")
    edits = {"a_g + r * q_g": "a_g + (r * h) @ W_hh[2 * h.shape[1] :].T + b_hh[2 * h.shape[1] :]"}


class ResetWithoutTheBias:
    """The reset gate acts on the product only; the recurrent bias stays outside."""

    backends = ("numpy", "torch")
    edits = {"a_g + r * q_g": "a_g + r * (q_g - b_hh[2 * h.shape[1] :]) + b_hh[2 * h.shape[1] :]"}


class UpdateFirst:
    """Reads the parts in the order update, reset, candidate, as Keras stores them."""

    backends = ("numpy", "torch")
    edits = {
        "a_r, a_z, a_g": "a_z, a_r, a_g",
        "q_r, q_z, q_g": "q_z, q_r, q_g",
    }


class NoReset:
    """Leaves the reset gate out."""

    backends = ("numpy", "torch")
    edits = {"a_g + r * q_g": "a_g + q_g"}


class CandidateThroughSigmoid:
    """The candidate goes through the sigmoid like the gates."""

    edits = {"np.tanh(a_g + r * q_g)": "logistic(a_g + r * q_g)"}


class ResetOnTheInput:
    """The reset gate acts on the input's part too."""

    backends = ("numpy", "torch")
    edits = {"a_g + r * q_g": "r * (a_g + q_g)"}


class OneBias:
    """Leaves the recurrent bias out."""

    backends = ("numpy", "torch")
    edits = {"q = h @ W_hh.T + b_hh": "q = h @ W_hh.T"}


class BroadcastsAnyState:
    """No test of the shapes: one state (1, h) serves the whole batch."""

    backends = ("numpy", "torch")
    edits = {"if h.shape != (len(x), W_hh.shape[1]):": "if False:"}


class InPlace:
    """Scales the caller's state in place."""

    edits = {
        "g = np.tanh(a_g + r * q_g)\nreturn (1 - z) * g + z * h": (
            "g = np.tanh(a_g + r * q_g)\nh *= z\nh += (1 - z) * g\nreturn h"
        )
    }


class DetachedGate:
    """Treats the update gate as a constant: the value is right, the gradient is not."""

    backends = ("torch",)
    edits = {"return (1 - z) * g + z * h": "return (1 - z.detach()) * g + z.detach() * h"}
