class UpstreamOverwrites:
    """The state's gradient is overwritten by U, in place of adding: nothing comes from later steps."""

    backends = ("numpy", "torch")
    edits = {"dh = dh + U[:, s]": "dh = U[:, s]"}


class WeightsOfTheFirstStepOnly:
    """Assigns the weights' gradients: what is left is the share of step 1."""

    backends = ("numpy", "torch")
    edits = {
        "dW_x, dW_h, db = dW_x + shares[0], dW_h + shares[1], db + shares[2]": (
            "dW_x, dW_h, db = shares"
        )
    }


class NewStateForOld:
    """Takes the state after the step for the one that W_h multiplied."""

    backends = ("numpy", "torch")
    edits = {"H_before[:, s], H[:, s]": "H[:, s], H[:, s]"}


class SlopeOfTheOldState:
    """The slope of tanh at the state before the step."""

    backends = ("numpy", "torch")
    edits = {"H_before[:, s], H[:, s]": "H_before[:, s], H_before[:, s]"}


class NoTranspose:
    """W_h in place of its transpose: it fits, because W_h is square."""

    backends = ("numpy", "torch")
    edits = {"dh_old = da @ W_h.T": "dh_old = da @ W_h"}


class ReadsThePadding:
    """No mask on the way back: padded steps are treated as if they had been made."""

    backends = ("numpy", "torch")
    edits = {"real = mask[:, s, None]": "real = mask[:, s, None] | True"}


class PaddingStopsTheGradient:
    """Masked steps get a zero gradient and hand on a zero gradient."""

    edits = {"np.where(real, dh_old, dh)": "dh_old"}


class TorchPaddingStopsTheGradient:
    """Masked steps get a zero gradient and hand on a zero gradient."""

    backends = ("torch",)
    edits = {"torch.where(real, dh_old, dh)": "dh_old"}


class ZeroTimesNan:
    """Relies on da = 0 at the padding: 0 * nan is nan."""

    edits = {"np.where(real, X[:, s], 0)": "X[:, s]"}


class TorchZeroTimesNan:
    """Relies on da = 0 at the padding: 0 * nan is nan."""

    backends = ("torch",)
    edits = {"torch.where(real, X[:, s], 0)": "X[:, s]"}


class UpstreamMasked:
    """Ignores a loss that reads the state at the padding."""

    backends = ("numpy", "torch")
    edits = {"dh = dh + U[:, s]": "dh = dh + real * U[:, s]"}


class MeanOverTheBatch:
    """Divides the parameters' gradients by n."""

    backends = ("numpy", "torch")
    edits = {"return dX, dh, dW_x, dW_h, db": "return dX, dh, dW_x / n, dW_h / n, db / n"}


class WritesIntoUpstream:
    """Adds to U in place: the caller's gradient is changed."""

    backends = ("numpy", "torch")
    edits = {
        "real = mask[:, s, None]\ndh = dh + U[:, s]": (
            "real = mask[:, s, None]\nU[:, s] += dh\ndh = U[:, s]"
        )
    }
