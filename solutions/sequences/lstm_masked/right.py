class ActiveRowsOnly:
    """Computes the step for the rows that go on, as packing does."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c = h0.copy(), c0.copy()
        H = np.zeros((n, t, h0.shape[1]), dtype=X.dtype)
        for step in range(t):
            rows = np.flatnonzero(lengths > step)
            h[rows], c[rows] = lstm_step(X[rows, step], h[rows], c[rows], W, b)
            H[rows, step] = h[rows]
        return H, h, c


class OneSequenceAtATime:
    """A loop over the sequences; no mask anywhere."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or np.any(lengths < 0) or np.any(lengths > t):
            raise ValueError("lengths")
        H = np.zeros((n, t, h0.shape[1]), dtype=X.dtype)
        last_h, last_c = h0.copy(), c0.copy()
        for j in range(n):
            h, c = h0[j : j + 1], c0[j : j + 1]
            for step in range(lengths[j]):
                h, c = lstm_step(X[j : j + 1, step], h, c, W, b)
                H[j, step] = h[0]
            last_h[j], last_c[j] = h[0], c[0]
        return H, last_h, last_c


class CleanFirst:
    """Clears the padding first; then multiplying by a mask is safe."""

    backends = ("torch",)

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        mask = torch.arange(t) < lengths[:, None]
        X = X.masked_fill(~mask[:, :, None], 0.0)
        mask = mask.to(X.dtype)
        h, c, shown = h0, c0, []
        for step, x in enumerate(X.unbind(dim=1)):
            on = mask[:, step, None]
            new_h, new_c = lstm_step(x, h, c, W, b)
            h, c = h + on * (new_h - h), c + on * (new_c - c)
            shown.append(on * h)
        return torch.stack(shown, dim=1), h, c


class PickedFromTheWholeRun:
    """Runs over everything, keeps all states, and picks each sequence's last ones."""

    backends = ("torch",)

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        real = (torch.arange(t) < lengths[:, None])[:, :, None]
        X = torch.where(real, X, torch.zeros_like(X))
        hs, cs = [h0], [c0]
        for step in range(t):
            h, c = lstm_step(X[:, step], hs[-1], cs[-1], W, b)
            hs.append(h)
            cs.append(c)
        hs, cs, rows = torch.stack(hs, dim=1), torch.stack(cs, dim=1), torch.arange(n)
        H = torch.where(real, hs[:, 1:], torch.zeros_like(hs[:, 1:]))
        return H, hs[rows, lengths], cs[rows, lengths]
