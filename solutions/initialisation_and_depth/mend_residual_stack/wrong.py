class SkipPathForgotten:
    """The given bug: the gradient goes back through the branches alone."""

    backends = ("numpy", "torch")
    edits = {"dX = dX + dZ @ W.T": "dX = dZ @ W.T"}


class BranchForgotten:
    """Mended too far: the gradient goes back along the skip path alone."""

    backends = ("numpy", "torch")
    edits = {"dX = dX + dZ @ W.T": "dX = 1 * dX"}


class BranchWithoutItsAlpha:
    """The skip path is back, but the branch lost its factor; at alpha = 1 it is right."""

    backends = ("numpy", "torch")
    edits = {"dZ = alpha * dX * (1 - H**2)": "dZ = dX * (1 - H**2)"}


class AlphaInTheWrongPlace:
    """alpha weighs the sum of both paths."""

    backends = ("numpy", "torch")
    edits = {
        "dZ = alpha * dX * (1 - H**2)": "dZ = dX * (1 - H**2)",
        "inputs[position].T @ dZ": "alpha * inputs[position].T @ dZ",
        "dX = dX + dZ @ W.T": "dX = alpha * (dX + dZ @ W.T)",
    }


class OutputForInput:
    """dW with the block's output where its input belongs."""

    backends = ("numpy", "torch")
    edits = {"inputs[position].T @ dZ": "inputs[position + 1].T @ dZ"}


class MeanForAlpha:
    """The gradient of alpha as a mean."""

    backends = ("numpy", "torch")
    edits = {"(dX * H).sum()": "(dX * H).mean()"}


class AlphaAfterTheStep:
    """dalpha with the gradient that has passed the block already."""

    backends = ("numpy", "torch")
    edits = {"(dX * H).sum()": "((dX + dZ @ W.T) * H).sum()"}


class LastBlockFirst:
    """The gradients in the order in which they are found."""

    backends = ("numpy", "torch")
    edits = {"return dX, grads[::-1]": "return dX, grads"}


class TransposeForgotten:
    """W where its transpose belongs; the matrices are square."""

    backends = ("numpy", "torch")
    edits = {"dX = dX + dZ @ W.T": "dX = dX + dZ @ W"}


class SkipPathFromTheEnd:
    """Adds dY itself instead of the gradient that has arrived."""

    backends = ("numpy", "torch")
    edits = {"dX = dX + dZ @ W.T": "dX = dY + dZ @ W.T"}
