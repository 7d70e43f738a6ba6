class AugmentsAlways:
    """Ignores `training`: images are changed at inference too, as document 000 has it."""

    backends = ("numpy", "torch")
    edits = {"if not training:": "if not training and draws is None:"}


class CropsAtInference:
    """Leaves flip and rotation out at inference, but goes on cropping."""

    backends = ("numpy", "torch")
    edits = {
        "if not training:": "if draws is None:",
        "if draws[i, 2] < 0.5:": "if training and draws[i, 2] < 0.5:",
        "int(4 * draws[i, 3])": "training * int(4 * draws[i, 3])",
        "2 * int(2 * draws[i, 3])": "training * 2 * int(2 * draws[i, 3])",
    }


class TurnsFirst:
    """Rotates before it flips: after a quarter turn the mirror stands the other way."""

    edits = {
        "if draws[i, 2] < 0.5:\n    window = window[:, :, ::-1]": "",
        "np.rot90(window, turns, axes=(1, 2))": (
            "np.rot90(window, turns, axes=(1, 2))[:, :, :: -1 if draws[i, 2] < 0.5 else 1]"
        ),
    }


class Clockwise:
    """Turns the other way round."""

    edits = {"np.rot90(window, turns, axes=(1, 2))": "np.rot90(window, -turns, axes=(1, 2))"}


class UpsideDown:
    """Mirrors top and bottom instead of left and right."""

    edits = {"window = window[:, :, ::-1]": "window = window[:, ::-1]"}


class FlipsChannels:
    """Mirrors the first axis of the image, which holds the channels: colours change places."""

    edits = {"window = window[:, :, ::-1]": "window = window[::-1]"}


class OneDrawForAll:
    """Uses the first row of the draws for the whole batch."""

    backends = ("numpy", "torch")
    edits = {"draws[:, :2]": "(draws := draws[[0] * n])[:, :2]"}


class OwnGenerator:
    """Draws from a generator of its own, seeded, and leaves the draws unused."""

    edits = {"draws[:, :2]": "(draws := np.random.default_rng(0).random((n, 4)))[:, :2]"}


class WindowTooFew:
    """Multiplies by 2 * pad: the last row and column are never reached."""

    backends = ("numpy", "torch")
    edits = {"draws[:, :2] * (2 * pad + 1)": "draws[:, :2] * 2 * pad"}


class Rounds:
    """Rounds to the nearest instead of down: the outermost windows come half as often."""

    backends = ("numpy", "torch")
    edits = {"(draws[:, :2] * (2 * pad + 1))": "(draws[:, :2] * 2 * pad).round()"}


class RowsAndColumnsSwapped:
    """Takes the first draw for the column and the second for the row."""

    backends = ("numpy", "torch")
    edits = {"i, (top, left)": "i, (left, top)"}


class RepeatsTheEdge:
    """Fills the frame with the nearest pixels instead of zeros."""

    edits = {
        "np.pad(images, ((0, 0), (0, 0), (pad, pad), (pad, pad)))": (
            'np.pad(images, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="edge")'
        )
    }


class QuarterTurnsReshaped:
    """Makes quarter turns of wide images fit by reshaping: the pixels are scrambled."""

    edits = {
        "turns = int(4 * draws[i, 3]) if h == w else 2 * int(2 * draws[i, 3])": (
            "turns = int(4 * draws[i, 3])"
        ),
        "np.rot90(window, turns, axes=(1, 2))": (
            "np.rot90(window, turns, axes=(1, 2)).reshape(c, h, w)"
        ),
    }


class HalfTurnsOnly:
    """Makes half turns of square images too."""

    backends = ("numpy", "torch")
    edits = {
        "turns = int(4 * draws[i, 3]) if h == w else 2 * int(2 * draws[i, 3])": (
            "turns = 2 * int(2 * draws[i, 3])"
        )
    }


class WritesIntoTheBatch:
    """Writes the result into the caller's images: the next epoch starts from changed ones."""

    edits = {"np.empty_like(images)": "images"}


class FloatsForBytes:
    """Collects the images in a float64 array: eight times the memory for images of bytes."""

    edits = {"np.empty_like(images)": "np.empty(images.shape)"}


class BroadcastsDraws:
    """Accepts one row of draws for all images."""

    edits = {
        'raise ValueError(f"augment: draws must have shape {(n, 4)}; got {draws.shape}.")': (
            "draws = np.broadcast_to(draws, (n, 4))"
        )
    }


class TorchTurnsChannels:
    """torch.rot90 turns the first two dimensions if it is not told otherwise."""

    backends = ("torch",)
    edits = {
        "torch.rot90(window, turns, dims=(1, 2))": (
            "torch.rot90(window, turns if c == h or turns % 2 == 0 else turns - 1)"
        )
    }


class FlipsTheBatch:
    """Flips the whole batch if its first draw says so."""

    backends = ("numpy", "torch")
    edits = {"if draws[i, 2] < 0.5:": "if draws[0, 2] < 0.5:"}


class TorchClockwise:
    """Turns from the second axis to the first."""

    backends = ("torch",)
    edits = {"torch.rot90(window, turns, dims=(1, 2))": "torch.rot90(window, turns, dims=(2, 1))"}


class TorchFlipsHeight:
    """Flips dimension 1 of (c, h, w): top and bottom change places."""

    backends = ("torch",)
    edits = {"window = window.flip(2)": "window = window.flip(1)"}
