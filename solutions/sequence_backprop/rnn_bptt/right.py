class SumsAfterTheLoop:
    """The loop finds da only; every sum over time and batch is one product afterwards."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = np.concatenate([h0[:, None], H], axis=1)[:, :-1]
        dA, dh = np.zeros_like(H), np.zeros_like(h0)
        for s in range(t - 1, -1, -1):
            dh = U[:, s] + dh
            on = mask[:, s]
            dA[on, s] = dh[on] * (1 - H[on, s] ** 2)
            dh[on] = dA[on, s] @ W_h.T
        X = np.where(mask[:, :, None], X, 0)
        weights = np.einsum("nsi,nsj->ij", X, dA), np.einsum("nsi,nsj->ij", old, dA)
        return dA @ W_x.T, dh, *weights, dA.sum(axis=(0, 1))


class OneSequenceAtATime:
    """Each sequence without its padding, one after the other."""

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        dX, dh0 = np.zeros_like(X), np.zeros_like(h0)
        dW_x, dW_h, db = np.zeros_like(W_x), np.zeros_like(W_h), np.zeros_like(b)
        for r in range(n):
            dh = np.zeros_like(h0[r])
            for s in range(t)[::-1]:
                dh = dh + U[r, s]
                if not mask[r, s]:
                    continue
                da = dh * (1 - H[r, s] ** 2)
                before = H[r, s - 1] if s else h0[r]
                dX[r, s], dh = W_x @ da, W_h @ da
                dW_x += np.outer(X[r, s], da)
                dW_h += np.outer(before, da)
                db += da
            dh0[r] = dh
        return dX, dh0, dW_x, dW_h, db


class TorchSumsAfterTheLoop:
    """The loop finds da only; every sum over time and batch is one product afterwards."""

    backends = ("torch",)

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        old = torch.cat([h0[:, None], H], dim=1)[:, :-1]
        dA, dh = torch.zeros_like(H), torch.zeros_like(h0)
        for s in range(t - 1, -1, -1):
            dh = U[:, s] + dh
            on = mask[:, s]
            dA[on, s] = dh[on] * (1 - H[on, s] ** 2)
            dh[on] = dA[on, s] @ W_h.T
        X = X.masked_fill(~mask[:, :, None], 0)
        weights = torch.einsum("nsi,nsj->ij", X, dA), torch.einsum("nsi,nsj->ij", old, dA)
        return dA @ W_x.T, dh, *weights, dA.sum(dim=(0, 1))


class TorchFloatMask:
    """The mask as a factor, on arrays whose padding has been emptied."""

    backends = ("torch",)

    def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
        n, t = X.shape[:2]
        if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
            raise ValueError("shapes")
        H = rnn_states(X, h0, W_x, W_h, b, mask)
        X = torch.where(mask[..., None], X, torch.zeros_like(X))
        on = mask.to(X.dtype)[..., None]
        total, found = torch.zeros_like(h0), [0, 0, 0]
        columns = []
        for s in reversed(range(t)):
            total = total + U[:, s]
            before = h0 if s == 0 else H[:, s - 1]
            dx, back, *rest = rnn_step_backward(
                on[:, s] * total, X[:, s], before, H[:, s], W_x, W_h
            )
            total = back + (1 - on[:, s]) * total
            columns.append(dx)
            found = [have + new for have, new in zip(found, rest)]
        return torch.stack(columns[::-1], dim=1), total, *found
