class ReadsThePadding:
    """Document 000's way: no mask, the state after the last column."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            h, c = new_h, new_c
            shown.append(h)
        return np.stack(shown, axis=1), h, c


class OneStepTooMany:
    """step <= lengths: every sequence reads one step of padding."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step <= lengths)[:, None]
            h, c = np.where(on, new_h, h), np.where(on, new_c, c)
            shown.append(np.where(on, h, 0))
        return np.stack(shown, axis=1), h, c


class OneStepTooFew:
    """step + 1 < lengths: the last word is never read."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step + 1 < lengths)[:, None]
            h, c = np.where(on, new_h, h), np.where(on, new_c, c)
            shown.append(np.where(on, h, 0))
        return np.stack(shown, axis=1), h, c


class MultipliesByTheMask:
    """on * new + (1 - on) * old: right until the padding holds nan."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None]
            h, c = on * new_h + (1 - on) * h, on * new_c + (1 - on) * c
            shown.append(np.where(on, h, 0))
        return np.stack(shown, axis=1), h, c


class ZeroedState:
    """Multiplies the state by the mask: the states of finished sequences become zero."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None]
            h, c = np.where(on, new_h, 0), np.where(on, new_c, 0)
            shown.append(np.where(on, h, 0))
        return np.stack(shown, axis=1), h, c


class CellNotFrozen:
    """Freezes h and lets c run on."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None]
            h, c = np.where(on, new_h, h), new_c
            shown.append(np.where(on, h, 0))
        return np.stack(shown, axis=1), h, c


class FrozenStateShown:
    """H repeats the frozen state at the padding in place of zeros."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None]
            h, c = np.where(on, new_h, h), np.where(on, new_c, c)
            shown.append(h)
        return np.stack(shown, axis=1), h, c


class StopsAtTheShortest:
    """Stops the whole batch at the shortest length."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < np.full(n, lengths.min()))[:, None]
            h, c = np.where(on, new_h, h), np.where(on, new_c, c)
            shown.append(np.where(on, h, 0))
        return np.stack(shown, axis=1), h, c


class PaddingInFront:
    """Takes the padding to stand in front of the sequence."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step >= t - lengths)[:, None]
            h, c = np.where(on, new_h, h), np.where(on, new_c, c)
            shown.append(np.where(on, h, 0))
        return np.stack(shown, axis=1), h, c


class StartFromZero:
    """Ignores h0 and c0."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = 0 * h0, 0 * c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None]
            h, c = np.where(on, new_h, h), np.where(on, new_c, c)
            shown.append(np.where(on, h, 0))
        return np.stack(shown, axis=1), h, c


class AlwaysFloat64:
    """Fills the padding from np.zeros, which is float64."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None]
            h, c = np.where(on, new_h, h), np.where(on, new_c, c)
            shown.append(np.where(on, h, np.zeros(h.shape)))
        return np.stack(shown, axis=1), h, c


class AnyLength:
    """Takes lengths beyond t and below 0."""

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,):
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None]
            h, c = np.where(on, new_h, h), np.where(on, new_c, c)
            shown.append(np.where(on, h, 0))
        return np.stack(shown, axis=1), h, c


class TorchOneStepTooMany:
    """step <= lengths: every sequence reads one step of padding."""

    backends = ("torch",)

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step <= lengths)[:, None]
            h, c = torch.where(on, new_h, h), torch.where(on, new_c, c)
            shown.append(torch.where(on, h, 0))
        return torch.stack(shown, dim=1), h, c


class TorchDetached:
    """Cuts the graph after each step: the first words learn nothing."""

    backends = ("torch",)

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None]
            h, c = torch.where(on, new_h, h), torch.where(on, new_c, c).detach()
            shown.append(torch.where(on, h, 0))
        return torch.stack(shown, dim=1), h, c


class TorchReadsThePadding:
    """Document 000's way: no mask."""

    backends = ("torch",)

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None]
            h, c = new_h, new_c
            shown.append(torch.where(on, h, 0))
        return torch.stack(shown, dim=1), h, c


class TorchMultipliesByTheMask:
    """on * new + (1 - on) * old: right until the padding holds nan."""

    backends = ("torch",)

    def lstm_masked(X, lengths, h0, c0, W, b):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h, c, shown = h0, c0, []
        for step in range(t):
            new_h, new_c = lstm_step(X[:, step], h, c, W, b)
            on = (step < lengths)[:, None].to(X.dtype)
            h, c = on * new_h + (1 - on) * h, on * new_c + (1 - on) * c
            shown.append(on * h)
        return torch.stack(shown, dim=1), h, c
