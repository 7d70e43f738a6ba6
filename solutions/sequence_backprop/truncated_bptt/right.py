class AllLossesAtOnce:
    """Chunks as runs of their own; windows lag by lag, for all losses at once."""

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        t, h, parts = X.shape[1], h0, []
        for start in range(0, t, k):
            xs, old, new = rnn_run(X[:, start : start + k], h, W_x, W_h, b)
            arriving = 0 * h0
            for x, before, state, u in reversed(
                list(zip(xs, old, new, np.moveaxis(U[:, start : start + k], 1, 0)))
            ):
                da = (arriving + u) * (1 - state * state)
                parts.append(weight_shares(da, x, before))
                arriving = da @ W_h.T
            h = new[-1]
        return tuple(sum(share) for share in zip(*parts))

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = (np.stack(a, axis=1) for a in rnn_run(X, h0, W_x, W_h, b))
        bend, going = 1 - new**2, U
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for lag in range(min(k, X.shape[1])):
            end = X.shape[1] - lag
            dA = going * bend[:, :end]
            dW_x = dW_x + np.einsum("nsi,nsj->ij", xs[:, :end], dA)
            dW_h = dW_h + np.einsum("nsi,nsj->ij", old[:, :end], dA)
            db = db + dA.sum(axis=(0, 1))
            going = (dA @ W_h.T)[:, 1:]
        return dW_x, dW_h, db


class StepByStep:
    """For each step, what all losses in reach say about it."""

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        total = [0 * W_x, 0 * W_h, 0 * b]
        for r in range(len(xs)):
            da = 0 * h0
            for s in range(min(r + k, len(xs)) - 1, r - 1, -1):
                da = (da @ W_h.T + U[:, s]) * (1 - new[s] ** 2) if s - r < k else da
            total = [a + c for a, c in zip(total, weight_shares(da, xs[r], old[r]))]
        return tuple(total)


class TorchAllLossesAtOnce:
    """Chunks as runs of their own; windows lag by lag, for all losses at once."""

    backends = ("torch",)

    def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        t, h, parts = X.shape[1], h0, []
        for start in range(0, t, k):
            xs, old, new = rnn_run(X[:, start : start + k], h, W_x, W_h, b)
            arriving = 0 * h0
            for x, before, state, u in reversed(
                list(zip(xs, old, new, U[:, start : start + k].unbind(1)))
            ):
                da = (arriving + u) * (1 - state * state)
                parts.append(weight_shares(da, x, before))
                arriving = da @ W_h.T
            h = new[-1]
        return tuple(sum(share) for share in zip(*parts))

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = (torch.stack(a, dim=1) for a in rnn_run(X, h0, W_x, W_h, b))
        bend, going = 1 - new**2, U
        dW_x, dW_h, db = 0 * W_x, 0 * W_h, 0 * b
        for lag in range(min(k, X.shape[1])):
            end = X.shape[1] - lag
            dA = going * bend[:, :end]
            dW_x = dW_x + torch.einsum("nsi,nsj->ij", xs[:, :end], dA)
            dW_h = dW_h + torch.einsum("nsi,nsj->ij", old[:, :end], dA)
            db = db + dA.sum(dim=(0, 1))
            going = (dA @ W_h.T)[:, 1:]
        return dW_x, dW_h, db


class TorchStepByStep:
    """For each step, what all losses in reach say about it."""

    backends = ("torch",)

    def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
        if k < 1:
            raise ValueError("k")
        xs, old, new = rnn_run(X, h0, W_x, W_h, b)
        total = [0 * W_x, 0 * W_h, 0 * b]
        for r in range(len(xs)):
            da = 0 * h0
            for s in range(min(r + k, len(xs)) - 1, r - 1, -1):
                da = (da @ W_h.T + U[:, s]) * (1 - new[s] ** 2) if s - r < k else da
            total = [a + c for a, c in zip(total, weight_shares(da, xs[r], old[r]))]
        return tuple(total)
