class UpstreamOverwrites:
    """The state's gradient is overwritten by U, in place of adding: nothing comes from later steps."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = U[:, s] + 0 * dh
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += np.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = np.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class WeightsOfTheFirstStepOnly:
    """Assigns the weights' gradients: what is left is the share of step 1."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x = np.where(on, X[:, s], 0).T @ da
            dW_h = old[:, s].T @ da
            db = da.sum(0)
            dh = np.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class NewStateForOld:
    """Takes the state after the step for the one that W_h multiplied."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += np.where(on, X[:, s], 0).T @ da
            dW_h += H[:, s].T @ da
            db += da.sum(0)
            dh = np.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class SlopeOfTheOldState:
    """The slope of tanh at the state before the step."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = np.where(on, dh * (1 - old[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += np.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = np.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class NoTranspose:
    """W_h in place of its transpose: it fits, because W_h is square."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += np.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = np.where(on, da @ W_h, dh)
        return dX, dh, dW_x, dW_h, db


class ReadsThePadding:
    """No mask on the way back: padded steps are treated as if they had been made."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]] | True
            dh = dh + U[:, s]
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += np.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = np.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class PaddingStopsTheGradient:
    """Masked steps get a zero gradient and hand on a zero gradient."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += np.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = da @ W_h.T
        return dX, dh, dW_x, dW_h, db


class ZeroTimesNan:
    """Relies on da = 0 at the padding: 0 * nan is nan."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += X[:, s].T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = np.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class UpstreamMasked:
    """Ignores a loss that reads the state at the padding."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + np.where(on, U[:, s], 0)
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += np.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = np.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class MeanOverTheBatch:
    """Divides the parameters' gradients by n."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += np.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = np.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x / n, dW_h / n, db / n


class WritesIntoUpstream:
    """Adds to U in place: the caller's gradient is changed."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        dX, dh = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            U[:, s] += dh
            dh = U[:, s]
            da = np.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += np.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = np.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class TorchUpstreamOverwrites:
    """The state's gradient is overwritten by U, in place of adding: nothing comes from later steps."""

    backends = ("torch",)

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = torch.cat([h0[:, None], H[:, :-1]], dim=1)
        dX, dh = torch.zeros_like(X), torch.zeros_like(h0)
        dW_x, dW_h, db = torch.zeros_like(W_x), torch.zeros_like(W_h), torch.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = U[:, s] + 0 * dh
            da = torch.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += torch.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = torch.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class TorchWeightsOfTheFirstStepOnly:
    """Assigns the weights' gradients: what is left is the share of step 1."""

    backends = ("torch",)

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = torch.cat([h0[:, None], H[:, :-1]], dim=1)
        dX, dh = torch.zeros_like(X), torch.zeros_like(h0)
        dW_x, dW_h, db = torch.zeros_like(W_x), torch.zeros_like(W_h), torch.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = torch.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x = torch.where(on, X[:, s], 0).T @ da
            dW_h = old[:, s].T @ da
            db = da.sum(0)
            dh = torch.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class TorchNewStateForOld:
    """Takes the state after the step for the one that W_h multiplied."""

    backends = ("torch",)

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        dX, dh = torch.zeros_like(X), torch.zeros_like(h0)
        dW_x, dW_h, db = torch.zeros_like(W_x), torch.zeros_like(W_h), torch.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = torch.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += torch.where(on, X[:, s], 0).T @ da
            dW_h += H[:, s].T @ da
            db += da.sum(0)
            dh = torch.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db


class TorchNoTranspose:
    """W_h in place of its transpose: it fits, because W_h is square."""

    backends = ("torch",)

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = torch.cat([h0[:, None], H[:, :-1]], dim=1)
        dX, dh = torch.zeros_like(X), torch.zeros_like(h0)
        dW_x, dW_h, db = torch.zeros_like(W_x), torch.zeros_like(W_h), torch.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = torch.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += torch.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = torch.where(on, da @ W_h, dh)
        return dX, dh, dW_x, dW_h, db


class TorchPaddingStopsTheGradient:
    """Masked steps get a zero gradient and hand on a zero gradient."""

    backends = ("torch",)

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = torch.cat([h0[:, None], H[:, :-1]], dim=1)
        dX, dh = torch.zeros_like(X), torch.zeros_like(h0)
        dW_x, dW_h, db = torch.zeros_like(W_x), torch.zeros_like(W_h), torch.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = torch.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += torch.where(on, X[:, s], 0).T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = da @ W_h.T
        return dX, dh, dW_x, dW_h, db


class TorchZeroTimesNan:
    """Relies on da = 0 at the padding: 0 * nan is nan."""

    backends = ("torch",)

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = torch.cat([h0[:, None], H[:, :-1]], dim=1)
        dX, dh = torch.zeros_like(X), torch.zeros_like(h0)
        dW_x, dW_h, db = torch.zeros_like(W_x), torch.zeros_like(W_h), torch.zeros_like(b)
        for s in reversed(range(t)):
            on = mask[:, [s]]
            dh = dh + U[:, s]
            da = torch.where(on, dh * (1 - H[:, s] ** 2), 0)
            dX[:, s] = da @ W_x.T
            dW_x += X[:, s].T @ da
            dW_h += old[:, s].T @ da
            db += da.sum(0)
            dh = torch.where(on, da @ W_h.T, dh)
        return dX, dh, dW_x, dW_h, db
