class NothingCut:
    """Ignores k: the full gradient."""

    backends = ("numpy", "torch")
    edits = {
        "first_of_chunk = s % k == 0": "first_of_chunk = False",
        "range(s, max(s - k, -1), -1)": "range(s, -1, -1)",
    }


class ChunksOneStepLate:
    """Cuts behind step k in place of before it: the first chunk has k + 1 steps."""

    backends = ("numpy", "torch")
    edits = {"first_of_chunk = s % k == 0": "first_of_chunk = s % k == 1"}


class ChunksCountedFromTheEnd:
    """The chunks are aligned with the last step."""

    backends = ("numpy", "torch")
    edits = {"first_of_chunk = s % k == 0": "first_of_chunk = (X.shape[1] - s) % k == 0"}


class WindowsOneStepLong:
    """Reaches back k steps besides its own: k + 1 in all."""

    backends = ("numpy", "torch")
    edits = {"max(s - k, -1)": "max(s - k - 1, -1)"}


class WindowsOneStepShort:
    """Reaches back k - 1 steps in all, and one if k is 1."""

    backends = ("numpy", "torch")
    edits = {"max(s - k, -1)": "max(min(s - k + 1, s - 1), -1)"}


class StateResetAtTheBoundary:
    """Starts each chunk from zero: the forward pass is another one."""

    backends = ("numpy", "torch")

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for start in range(0, X.shape[1], k):
            first = h0 if start == 0 else 0 * h0
            xs, old, new = rnn_run(X[:, start : start + k], first, W_x, W_h, b)
            dh = 0 * h0
            for s in range(len(xs) - 1, -1, -1):
                da = (U[:, start + s] + dh) * (1 - new[s] ** 2)
                dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x, dW_h, db


class LastChunkOnly:
    """Drops the losses of all chunks but the last."""

    edits = {
        ("first_of_chunk = s % k == 0\ndh = np.zeros_like(h0) if first_of_chunk else da @ W_h.T"): (
            "if s % k == 0:\n    break\ndh = da @ W_h.T"
        )
    }


class WindowsAreChunks:
    """Takes the two ways for the same."""

    backends = ("numpy", "torch")
    edits = {"max(s - k, -1)": "s - s % k - 1"}


class MeanOverTime:
    """Divides by the number of steps."""

    backends = ("numpy", "torch")
    edits = {
        "(dh + U[:, s])": "(dh + U[:, s] / X.shape[1])",
        "dh = U[:, s]": "dh = U[:, s] / X.shape[1]",
    }


class NoTranspose:
    """W_h in place of its transpose."""

    edits = {
        "np.zeros_like(h0) if first_of_chunk else da @ W_h.T": (
            "np.zeros_like(h0) if first_of_chunk else da @ W_h"
        ),
        "dh = da @ W_h.T": "dh = da @ W_h",
    }


class AnyK:
    """k = 0 is let through, and gives something."""

    backends = ("numpy", "torch")
    edits = {
        'raise ValueError(f"bptt_in_chunks: expected k of at least 1; got {k}.")': "k = 1",
        'raise ValueError(f"bptt_in_windows: expected k of at least 1; got {k}.")': "k = 1",
    }
