class ForgetGateFeelsTheNewCell:
    """The new cell where the old one was multiplied."""

    backends = ("numpy", "torch")
    edits = {"dc_all * c * f * (1 - f)": "dc_all * new_c * f * (1 - f)"}


class HiddenPathForgotten:
    """Takes dc for the whole gradient of the cell: h' is read from it, too."""

    backends = ("numpy", "torch")
    edits = {"dc_all = dc + dh * o * (1 - shown**2)": "dc_all = dc"}


class CellPathOverwritten:
    """Assigns what comes through h' in place of adding it to dc."""

    backends = ("numpy", "torch")
    edits = {"dc_all = dc + dh * o * (1 - shown**2)": "dc_all = dh * o * (1 - shown**2)"}


class SlopesForgotten:
    """The gates' gradients without the slopes of sigmoid and tanh."""

    backends = ("numpy", "torch")
    edits = {
        "dc_all * g * i * (1 - i)": "dc_all * g",
        "dc_all * c * f * (1 - f)": "dc_all * c",
        "dc_all * i * (1 - g**2)": "dc_all * i",
        "dh * shown * o * (1 - o)": "dh * shown",
    }


class CandidateSlopeAsSigmoid:
    """g (1 - g): the candidate is a tanh, not a sigmoid."""

    backends = ("numpy", "torch")
    edits = {"dc_all * i * (1 - g**2)": "dc_all * i * g * (1 - g)"}


class AnotherOrderOfGates:
    """The parts of dz in the order i, f, o, g of another library."""

    backends = ("numpy", "torch")
    edits = {
        "dc_all * i * (1 - g**2),\ndh * shown * o * (1 - o),": (
            "dh * shown * o * (1 - o),\ndc_all * i * (1 - g**2),"
        )
    }


class OutputGateFeelsTheCell:
    """h' = o * c': the tanh forgotten on the way back."""

    backends = ("numpy", "torch")
    edits = {"dh * shown * o * (1 - o)": "dh * new_c * o * (1 - o)"}


class WholeCellForTheOutputGate:
    """The output gate gets the cell's gradient in place of dh."""

    backends = ("numpy", "torch")
    edits = {"dh * shown * o * (1 - o)": "dc_all * shown * o * (1 - o)"}


class CellThroughTheWrongGate:
    """dc_old times the input gate."""

    backends = ("numpy", "torch")
    edits = {"dc_all * f": "dc_all * i"}


class MeanOverTheBatch:
    """Divides by n, though the loss has done so."""

    edits = {"dW, dz.sum(axis=0)": "dW / len(x), dz.mean(axis=0)"}


class StateBeforeInput:
    """Cuts dv as if the state stood in front of the input."""

    backends = ("numpy", "torch")
    edits = {
        "both[:, : x.shape[1]], both[:, x.shape[1] :]": (
            "both[:, -x.shape[1] :], both[:, : -x.shape[1]]"
        )
    }
