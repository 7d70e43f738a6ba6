class ReadsThePadding:
    """Document 000's way: no mask, the state after the last column."""

    backends = ("numpy", "torch")
    edits = {"(step < lengths)[:, None]": "(step < lengths)[:, None] | True"}


class OneStepTooMany:
    """step <= lengths: every sequence reads one step of padding."""

    backends = ("numpy", "torch")
    edits = {"step < lengths": "step <= lengths"}


class OneStepTooFew:
    """step + 1 < lengths: the last word is never read."""

    backends = ("numpy", "torch")
    edits = {"step < lengths": "step + 1 < lengths"}


class MultipliesByTheMask:
    """on * new + (1 - on) * old: right until the padding holds nan."""

    edits = {
        "np.where(going_on, new_h, h)": "going_on * new_h + (1 - going_on) * h",
        "np.where(going_on, new_c, c)": "going_on * new_c + (1 - going_on) * c",
    }


class TorchMultipliesByTheMask:
    """on * new + (1 - on) * old: right until the padding holds nan."""

    backends = ("torch",)
    edits = {
        "torch.where(going_on, new_h, h)": "going_on * new_h + ~going_on * h",
        "torch.where(going_on, new_c, c)": "going_on * new_c + ~going_on * c",
        "torch.where(going_on, h, 0)": "going_on * h",
    }


class ZeroedState:
    """Multiplies the state by the mask: the states of finished sequences become zero."""

    edits = {
        "np.where(going_on, new_h, h)": "np.where(going_on, new_h, 0)",
        "np.where(going_on, new_c, c)": "np.where(going_on, new_c, 0)",
    }


class CellNotFrozen:
    """Freezes h and lets c run on."""

    edits = {"np.where(going_on, new_c, c)": "new_c"}


class FrozenStateShown:
    """H repeats the frozen state at the padding in place of zeros."""

    edits = {"np.where(going_on, h, 0)": "h"}


class StopsAtTheShortest:
    """Stops the whole batch at the shortest length."""

    backends = ("numpy", "torch")
    edits = {"step < lengths": "step < lengths.min().repeat(n)"}


class PaddingInFront:
    """Takes the padding to stand in front of the sequence."""

    backends = ("numpy", "torch")
    edits = {"step < lengths": "step >= t - lengths"}


class StartFromZero:
    """Ignores h0 and c0."""

    backends = ("numpy", "torch")
    edits = {"h, c, shown = h0, c0, []": "h, c, shown = 0 * h0, 0 * c0, []"}


class AlwaysFloat64:
    """Fills the padding from np.zeros, which is float64."""

    edits = {"np.where(going_on, h, 0)": "np.where(going_on, h, np.zeros(h.shape))"}


class AnyLength:
    """Takes lengths beyond t and below 0."""

    backends = ("numpy", "torch")
    edits = {
        "lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any()": (
            "lengths.shape != (n,)"
        )
    }


class TorchDetached:
    """Cuts the graph after each step: the first words learn nothing."""

    backends = ("torch",)
    edits = {"torch.where(going_on, new_c, c)": "torch.where(going_on, new_c, c).detach()"}
