class PlainFlip:
    """Reverses the whole row: the padding of short rows comes first."""

    edits = {"np.where(place < ends, ends - 1 - place, place)": "t - 1 - place"}


class OneTooFar:
    """lengths - p: off by one, so the first padding comes along."""

    edits = {
        "np.where(place < ends, ends - 1 - place, place)": (
            "np.where(place < ends, np.minimum(ends - place, t - 1), place)"
        )
    }


class PaddingTurnedToo:
    """Reverses the padding too, behind the end: harmless for states, not the function asked for."""

    edits = {
        "np.where(place < ends, ends - 1 - place, place)": (
            "np.where(place < ends, ends - 1 - place, t - 1 + ends - place)"
        )
    }


class PaddingCleared:
    """Puts zeros where the padding was."""

    edits = {
        "return X[np.arange(n)[:, None], source]": (
            "return np.where((place < ends)[:, :, None], X[np.arange(n)[:, None], source], 0)"
        )
    }


class InPlace:
    """Reverses in the caller's array."""

    edits = {
        (
            "source = np.where(place < ends, ends - 1 - place, place)\n"
            "return X[np.arange(n)[:, None], source]"
        ): (
            "source = np.where(place < ends, ends - 1 - place, place)\n"
            "X[:] = X[np.arange(n)[:, None], source]\n"
            "return X"
        )
    }


class AnyLength:
    """Does not look at the lengths: a negative index wraps round."""

    edits = {
        "if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():": "if False:",
        "np.where(place < ends, ends - 1 - place, place)": (
            "np.where(place < ends, ends - 1 - place, place).clip(-t, t - 1)"
        ),
    }


class StatesNotTurnedBack:
    """Leaves the run back in reversed order: position p shows the state of m - 1 - p."""

    backends = ("numpy", "torch")
    edits = {"reverse_within_lengths(back, lengths)": "back"}


class SameDirectionTwice:
    """Never reverses the input: two runs ahead."""

    backends = ("numpy", "torch")
    edits = {
        "lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)": (
            "lstm_run(X, W_back, b_back)"
        ),
        "reverse_within_lengths(back, lengths)": "back",
    }


class HalvesExchanged:
    """The run back comes first."""

    backends = ("numpy", "torch")
    edits = {
        "[ahead, reverse_within_lengths(back, lengths)]": (
            "[reverse_within_lengths(back, lengths), ahead]"
        )
    }


class SharedParameters:
    """Uses the parameters of the run ahead for both."""

    backends = ("numpy", "torch")
    edits = {
        "lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)": (
            "lstm_run(reverse_within_lengths(X, lengths), W_ahead, b_ahead)"
        )
    }


class PaddingNotCleared:
    """Leaves in H what the runs made of the padding."""

    edits = {"np.where(real[:, :, None], both, 0)": "both"}


class MultipliesByTheMask:
    """Multiplies by the mask: right until the padding holds nan."""

    edits = {"np.where(real[:, :, None], both, 0)": "real[:, :, None] * both"}


class FlipForTheRunBack:
    """Flips the whole batch for the run back, padding and all."""

    edits = {
        "lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)": (
            "lstm_run(X[:, ::-1], W_back, b_back)"
        ),
        "reverse_within_lengths(back, lengths)": "back[:, ::-1]",
    }


class TorchFlip:
    """Flips the whole batch for the run back, padding and all."""

    backends = ("torch",)
    edits = {
        "lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)": (
            "lstm_run(X.flip(1), W_back, b_back)"
        ),
        "reverse_within_lengths(back, lengths)": "back.flip(1)",
    }


class TorchDetached:
    """Cuts the graph behind the run back: only one direction learns."""

    backends = ("torch",)
    edits = {
        "lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)": (
            "lstm_run(reverse_within_lengths(X, lengths), W_back, b_back).detach()"
        )
    }


class TorchSumOfBoth:
    """Adds the two runs in place of putting them side by side, and repeats the sum."""

    backends = ("torch",)
    edits = {
        "torch.cat([ahead, reverse_within_lengths(back, lengths)], dim=2)": (
            "(ahead + reverse_within_lengths(back, lengths)).repeat(1, 1, 2)"
        )
    }
