class MeanOverAllRows:
    """Divides by n, the padding included."""

    backends = ("numpy", "torch")
    edits = {"total = c.sum()": "total = len(y)"}


class WeightsOnlyInTheLoss:
    """Forgets the class weights in the gradient."""

    backends = ("numpy", "torch")
    edits = {"(c / total)[:, None]": "(y != ignore)[:, None] / (y != ignore).sum()"}


class PaddingStillPulls:
    """The loss ignores the padding, the gradient does not."""

    edits = {"(c / total)[:, None]": "(weights[label].astype(Z.dtype) / total)[:, None]"}


class TorchPaddingStillPulls:
    """The loss ignores the padding, the gradient does not."""

    backends = ("torch",)
    edits = {"(c / total)[:, None]": "(weights[label].to(Z.dtype) / total)[:, None]"}


class NothingCountsIsNaN:
    """0 / 0 for a batch of padding, as in PyTorch."""

    backends = ("numpy", "torch")
    edits = {"if total == 0:": "if False:"}


class WrongSign:
    """Label minus prediction: descending along it climbs."""

    backends = ("numpy", "torch")
    edits = {"(c / total)[:, None]": "(-c / total)[:, None]"}


class OneMaximum:
    """One maximum for the whole batch: log(0) in the rows far below it."""

    edits = {"Z.max(axis=1, keepdims=True)": "Z.max(initial=-1e300)"}


class LogOfSoftmax:
    """Probabilities first, logarithm second: infinite for a hopeless class."""

    edits = {
        "shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))": (
            "np.log(np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True))"
        )
    }


class TorchLogOfSoftmax:
    """Probabilities first, logarithm second: infinite for a hopeless class."""

    backends = ("torch",)
    edits = {
        "shifted - torch.log(torch.exp(shifted).sum(dim=1, keepdim=True))": (
            "torch.log(torch.softmax(Z, dim=1))"
        )
    }


class IgnoresByNumberBelowZero:
    """Takes every negative label for padding, and no other."""

    edits = {
        "label = np.where(y == ignore, 0, y)": "label = np.maximum(y, 0)",
        "np.where(y == ignore, 0, weights[label])": "np.where(y < 0, 0, weights[label])",
    }


class NoLabelCheck:
    """Takes any index that NumPy takes."""

    edits = {"check_labels(Z, y, weights, ignore)": ""}


class WeightsDecideTheType:
    """float64 weights make a float64 gradient."""

    edits = {
        "np.where(y == ignore, 0, weights[label]).astype(Z.dtype)": (
            "np.where(y == ignore, 0, weights[label])"
        )
    }
