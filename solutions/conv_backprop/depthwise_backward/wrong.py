class NotTurned:
    """The broken code as it is handed out: the kernel is not turned."""

    backends = ("numpy", "torch")
    edits = {"W[:, i, j, None, None]": "W[:, -1 - i, -1 - j, None, None]"}


class TurnedInOneAxis:
    """Turns the rows only: right for kernels of one column, and for left-right symmetric ones."""

    edits = {"W[:, i, j, None, None]": "W[:, i, -1 - j, None, None]"}


class TorchTurnedInOneAxis:
    """flip(2) where flip(1, 2) belongs."""

    backends = ("torch",)
    edits = {"W[:, i, j, None, None]": "W[:, -1 - i, j, None, None]"}


class TransposedInsteadOfTurned:
    """Swaps rows and columns of a square kernel."""

    backends = ("numpy", "torch")
    edits = {"W[:, i, j, None, None]": "(W[:, j, i] if k_y == k_x else W[:, i, j])[:, None, None]"}


class TurnsTheWeightGradientToo:
    """Turns dW as well, for symmetry's sake."""

    backends = ("numpy", "torch")
    edits = {"dW[:, i, j]": "dW[:, -1 - i, -1 - j]"}


class TurnsTheCallersKernel:
    """Mends it by turning W in place."""

    edits = {
        (
            "        d_padded[:, :, down, across] += dY * W[:, i, j, None, None]\n"
            "return d_padded[:, :, p : p + height, q : q + width], dW"
        ): (
            "        d_padded[:, :, down, across] += dY * W[:, i, j, None, None]\n"
            "W[...] = W[:, ::-1, ::-1].copy()\n"
            "return d_padded[:, :, p : p + height, q : q + width], dW"
        )
    }


class AnyUpstream:
    """Lets dY broadcast to the shape of the output."""

    edits = {
        'raise ValueError(f"depthwise_backward: dY of shape {dY.shape} does not fit.")': (
            "dY = np.broadcast_to(dY, (*X.shape[:2], rows, columns))"
        )
    }
