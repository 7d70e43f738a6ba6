class HiddenGradientOverwritten:
    """The hidden state's gradient is replaced by U: later steps are heard through the cell only."""

    backends = ("numpy", "torch")
    edits = {"dh = dh + U[:, s]": "dh = U[:, s]"}


class CellGradientOverwritten:
    """The cell's gradient is replaced by what comes through h: the additive path is cut."""

    backends = ("numpy", "torch")
    edits = {"dc = dc + dh * o * (1 - shown**2)": "dc = dh * o * (1 - shown**2)"}


class ForgetGateDropped:
    """The cell's gradient passes the step without the forget gate."""

    backends = ("numpy", "torch")
    edits = {"dc * f": "dc"}


class InputGateOnTheWayBack:
    """The cell's gradient times the input gate."""

    backends = ("numpy", "torch")
    edits = {"dc * f": "dc * i"}


class OldCellShown:
    """tanh of the old cell where the new one is shown."""

    edits = {
        "trace.append((joined, c, i, f, g, o, shown))": (
            "trace.append((joined, c, i, f, g, o, np.tanh(c)))"
        )
    }


class TorchOldCellShown:
    """tanh of the old cell where the new one is shown."""

    backends = ("torch",)
    edits = {
        "trace.append((joined, c, i, f, g, o, shown))": (
            "trace.append((joined, c, i, f, g, o, torch.tanh(c)))"
        )
    }


class LastStepsWeights:
    """Assigns dW and db: the share of step 1 is left."""

    edits = {
        "dW, db = dW + joined.T @ dz, db + dz.sum(axis=0)": (
            "dW, db = joined.T @ dz, dz.sum(axis=0)"
        )
    }


class TorchLastStepsWeights:
    """Assigns dW and db: the share of step 1 is left."""

    backends = ("torch",)
    edits = {
        "dW, db = dW + joined.T @ dz, db + dz.sum(dim=0)": "dW, db = joined.T @ dz, dz.sum(dim=0)"
    }


class NewHiddenInWeights:
    """The state after the step as the input of W."""

    edits = {"joined.T @ dz": "np.concatenate([joined[:, :d], o * shown], axis=1).T @ dz"}


class OutputGateGetsTheCell:
    """dc where the output gate multiplied dh."""

    backends = ("numpy", "torch")
    edits = {"dh * shown * (o - o**2)": "dc * shown * (o - o**2)"}


class CandidateAsSigmoid:
    """g (1 - g) for the slope of the candidate."""

    backends = ("numpy", "torch")
    edits = {"dc * i * (1 - g**2)": "dc * i * (g - g**2)"}
