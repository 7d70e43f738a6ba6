class NothingCut:
    """Ignores k: the full gradient."""

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h.T * 1
        return dW_x, dW_h, db

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, -1, -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x, dW_h, db


class ChunksOneStepLate:
    """Cuts behind step k in place of before it: the first chunk has k + 1 steps."""

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h.T * (s % k != 1 or k == 1)
        return dW_x, dW_h, db


class ChunksCountedFromTheEnd:
    """The chunks are aligned with the last step."""

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h.T * ((len(xs) - s) % k != 0)
        return dW_x, dW_h, db


class WindowsOneStepLong:
    """Reaches back k steps besides its own: k + 1 in all."""

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, max(s - k - 1, -1), -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x, dW_h, db


class WindowsOneStepShort:
    """Reaches back k - 1 steps in all, and one if k is 1."""

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, max(min(s - k + 1, s - 1), -1), -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x, dW_h, db


class StateResetAtTheBoundary:
    """Starts each chunk from zero: the forward pass is another one."""

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

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h.T * (s % k != 0)
            if s % k == 0:
                break
        return dW_x, dW_h, db


class WindowsAreChunks:
    """Takes the two ways for the same."""

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, max(s - s % k - 1, -1), -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x, dW_h, db


class MeanOverTime:
    """Divides by the number of steps."""

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h.T * (s % k != 0)
        return dW_x / len(xs), dW_h / len(xs), db / len(xs)

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, max(s - k, -1), -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x / len(xs), dW_h / len(xs), db / len(xs)


class NoTranspose:
    """W_h in place of its transpose."""

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h * (s % k != 0)
        return dW_x, dW_h, db

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, max(s - k, -1), -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h
        return dW_x, dW_h, db


class AnyK:
    """k = 0 is let through, and gives something."""

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        k = max(k, 1)
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h.T * (s % k != 0)
        return dW_x, dW_h, db

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        k = max(k, 1)
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, max(s - k, -1), -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x, dW_h, db


class TorchNothingCut:
    """Ignores k: the full gradient."""

    backends = ("torch",)

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h.T * 1
        return dW_x, dW_h, db

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, -1, -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x, dW_h, db


class TorchChunksOneStepLate:
    """Cuts behind step k in place of before it: the first chunk has k + 1 steps."""

    backends = ("torch",)

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h.T * (s % k != 1 or k == 1)
        return dW_x, dW_h, db


class TorchChunksCountedFromTheEnd:
    """The chunks are aligned with the last step."""

    backends = ("torch",)

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db, dh = 0 * W_x, 0 * W_h, 0 * b, 0 * h0
        for s in range(len(xs) - 1, -1, -1):
            da = (U[:, s] + dh) * (1 - new[s] ** 2)
            dW_x, dW_h, db = dW_x + xs[s].T @ da, dW_h + old[s].T @ da, db + da.sum(0)
            dh = da @ W_h.T * ((len(xs) - s) % k != 0)
        return dW_x, dW_h, db


class TorchWindowsOneStepLong:
    """Reaches back k steps besides its own: k + 1 in all."""

    backends = ("torch",)

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, max(s - k - 1, -1), -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x, dW_h, db


class TorchStateResetAtTheBoundary:
    """Starts each chunk from zero: the forward pass is another one."""

    backends = ("torch",)

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


class TorchWindowsAreChunks:
    """Takes the two ways for the same."""

    backends = ("torch",)

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for s in range(len(xs)):
            dh = U[:, s]
            for r in range(s, max(s - s % k - 1, -1), -1):
                da = dh * (1 - new[r] ** 2)
                dW_x, dW_h, db = dW_x + xs[r].T @ da, dW_h + old[r].T @ da, db + da.sum(0)
                dh = da @ W_h.T
        return dW_x, dW_h, db
