class PlainFlip:
    """Reverses the whole row: the padding of short rows comes first."""

    def reverse_within_lengths(X, lengths):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        return X[:, ::-1].copy()


class OneTooFar:
    """lengths - p: off by one, so the first padding comes along."""

    def reverse_within_lengths(X, lengths):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        place, ends = np.arange(t)[None], lengths[:, None]
        source = np.where(place < ends, np.minimum(ends - place, t - 1), place)
        return X[np.arange(n)[:, None], source]


class PaddingTurnedToo:
    """Reverses the padding too, behind the end: harmless for states, not the function asked for."""

    def reverse_within_lengths(X, lengths):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        place, ends = np.arange(t)[None], lengths[:, None]
        source = np.where(place < ends, ends - 1 - place, t - 1 + ends - place)
        return X[np.arange(n)[:, None], source]


class PaddingCleared:
    """Puts zeros where the padding was."""

    def reverse_within_lengths(X, lengths):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        turned = np.zeros_like(X)
        for j, m in enumerate(lengths):
            turned[j, :m] = X[j, :m][::-1]
        return turned


class InPlace:
    """Reverses in the caller's array."""

    def reverse_within_lengths(X, lengths):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        for j, m in enumerate(lengths):
            X[j, :m] = X[j, :m][::-1].copy()
        return X


class AnyLength:
    """Does not look at the lengths: a negative index wraps round."""

    def reverse_within_lengths(X, lengths):
        n, t = X.shape[:2]
        place, ends = np.arange(t)[None], lengths[:, None]
        source = np.where(place < ends, ends - 1 - place, place).clip(-t, t - 1)
        return X[np.arange(n)[:, None], source]


class StatesNotTurnedBack:
    """Leaves the run back in reversed order: position p shows the state of m - 1 - p."""

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)
        both = np.concatenate([ahead, back], axis=2)
        real = np.arange(X.shape[1]) < lengths[:, None]
        return np.where(real[:, :, None], both, 0)


class SameDirectionTwice:
    """Never reverses the input: two runs ahead."""

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(X, W_back, b_back)
        both = np.concatenate([ahead, back], axis=2)
        real = np.arange(X.shape[1]) < lengths[:, None]
        return np.where(real[:, :, None], both, 0)


class HalvesExchanged:
    """The run back comes first."""

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)
        both = np.concatenate([reverse_within_lengths(back, lengths), ahead], axis=2)
        real = np.arange(X.shape[1]) < lengths[:, None]
        return np.where(real[:, :, None], both, 0)


class SharedParameters:
    """Uses the parameters of the run ahead for both."""

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(reverse_within_lengths(X, lengths), W_ahead, b_ahead)
        both = np.concatenate([ahead, reverse_within_lengths(back, lengths)], axis=2)
        real = np.arange(X.shape[1]) < lengths[:, None]
        return np.where(real[:, :, None], both, 0)


class PaddingNotCleared:
    """Leaves in H what the runs made of the padding."""

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)
        both = np.concatenate([ahead, reverse_within_lengths(back, lengths)], axis=2)
        return both


class MultipliesByTheMask:
    """Multiplies by the mask: right until the padding holds nan."""

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)
        both = np.concatenate([ahead, reverse_within_lengths(back, lengths)], axis=2)
        real = np.arange(X.shape[1]) < lengths[:, None]
        return real[:, :, None] * both


class FlipForTheRunBack:
    """Flips the whole batch for the run back, padding and all."""

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(X[:, ::-1], W_back, b_back)
        both = np.concatenate([ahead, back[:, ::-1]], axis=2)
        real = np.arange(X.shape[1]) < lengths[:, None]
        return np.where(real[:, :, None], both, 0)


class TorchStatesNotTurnedBack:
    """Leaves the run back in reversed order."""

    backends = ("torch",)

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)
        both = torch.cat([ahead, back], dim=2)
        real = torch.arange(X.shape[1]) < lengths[:, None]
        return torch.where(real[:, :, None], both, 0)


class TorchFlip:
    """Flips the whole batch for the run back, padding and all."""

    backends = ("torch",)

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(X.flip(1), W_back, b_back)
        both = torch.cat([ahead, back.flip(1)], dim=2)
        real = torch.arange(X.shape[1]) < lengths[:, None]
        return torch.where(real[:, :, None], both, 0)


class TorchDetached:
    """Cuts the graph behind the run back: only one direction learns."""

    backends = ("torch",)

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(reverse_within_lengths(X, lengths), W_back, b_back).detach()
        both = torch.cat([ahead, reverse_within_lengths(back, lengths)], dim=2)
        real = torch.arange(X.shape[1]) < lengths[:, None]
        return torch.where(real[:, :, None], both, 0)


class TorchSumOfBoth:
    """Adds the two runs in place of putting them side by side, and repeats the sum."""

    backends = ("torch",)

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        back = lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)
        both = (ahead + reverse_within_lengths(back, lengths)).repeat(1, 1, 2)
        real = torch.arange(X.shape[1]) < lengths[:, None]
        return torch.where(real[:, :, None], both, 0)
