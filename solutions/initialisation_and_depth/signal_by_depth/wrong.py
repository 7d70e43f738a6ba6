class VarianceForSecondMoment:
    """Subtracts the mean first; behind ReLU the mean is not 0."""

    edits = {
        "forward, backward = [np.mean(A**2)], []": "forward, backward = [A.var()], []",
        "forward.append(np.mean(A**2))": "forward.append(A.var())",
    }


class VarianceForSecondMomentInTorch:
    """Subtracts the mean first; behind ReLU the mean is not 0."""

    backends = ("torch",)
    edits = {
        "forward, backward = [(A**2).mean()], []": "forward, backward = [A.var(correction=0)], []",
        "forward.append((A**2).mean())": "forward.append(A.var(correction=0))",
    }


class PreActivations:
    """Measures Z where A is asked for."""

    edits = {"forward.append(np.mean(A**2))": "forward.append(np.mean(Z**2))"}


class SlopeAtTheActivation:
    """Takes the slope of tanh at A = tanh(Z). ReLU hides it."""

    edits = {"1 - A**2": "1 - np.tanh(A) ** 2"}


class SlopeAtTheActivationInTorch:
    """Takes the slope of tanh at A = tanh(Z). ReLU hides it."""

    backends = ("torch",)
    edits = {"1 - A**2": "1 - torch.tanh(A) ** 2"}


class SlopeAfterTheProduct:
    """The slope on the wrong side of the weights; only for square layers the shapes fit."""

    backends = ("numpy", "torch")
    edits = {
        "dA = (dA * slope) @ W.T": (
            "dA = dA @ W.T * slope if len(W) == len(W.T) else (dA * slope) @ W.T"
        )
    }


class NoSlope:
    """The gradient goes back through the weights alone."""

    backends = ("numpy", "torch")
    edits = {"dA = (dA * slope) @ W.T": "dA = dA @ W.T"}


class RootMeanSquare:
    """Returns the roots of the means."""

    edits = {
        "return np.array(forward), np.array(backward[::-1])": (
            "return np.sqrt(forward), np.sqrt(backward[::-1])"
        )
    }


class FromTheOutput:
    """Returns the gradients in the order in which they are found."""

    backends = ("numpy", "torch")
    edits = {"backward[::-1]": "backward"}


class SumOverTheUnits:
    """Sums over the units, averages over the batch: ten times the width, ten times the signal."""

    edits = {
        "forward, backward = [np.mean(A**2)], []": (
            "forward, backward = [(A**2).sum(1).mean()], []"
        ),
        "forward.append(np.mean(A**2))": "forward.append((A**2).sum(1).mean())",
        "dA = dY.astype(np.float64)\nbackward.append(np.mean(dA**2))": (
            "dA = dY.astype(np.float64)\nbackward.append((dA**2).sum(1).mean())"
        ),
        "dA = (dA * slope) @ W.T\nbackward.append(np.mean(dA**2))": (
            "dA = (dA * slope) @ W.T\nbackward.append((dA**2).sum(1).mean())"
        ),
    }


class SlopeOneAtZero:
    """Uses >= for ReLU: a dead layer passes its gradient on."""

    backends = ("numpy", "torch")
    edits = {"Z > 0": "Z >= 0"}


class KeepsTheDtype:
    """Calculates in the dtype of the arguments: deep float32 signals underflow."""

    edits = {
        "X.astype(np.float64)": "X",
        "W = W.astype(np.float64)": "",
        "dY.astype(np.float64)": "dY",
    }


class KeepsTheDtypeInTorch:
    """Calculates in the dtype of the arguments: deep float32 signals underflow."""

    backends = ("torch",)
    edits = {
        "X.to(torch.float64)": "X",
        "W = W.to(torch.float64)": "",
        "dY.to(torch.float64)": "dY",
    }


class TransposeForgotten:
    """W where its transpose belongs; a square layer takes it."""

    backends = ("numpy", "torch")
    edits = {"dA = (dA * slope) @ W.T": "dA = (dA * slope) @ (W if len(W) == len(W.T) else W.T)"}
