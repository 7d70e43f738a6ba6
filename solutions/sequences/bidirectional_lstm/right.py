class RowByRow:
    """A loop over the sequences with slices."""

    def reverse_within_lengths(X, lengths):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        turned = X.copy()
        for j, m in enumerate(lengths):
            turned[j, :m] = X[j, :m][::-1]
        return turned


class EachSequenceAlone:
    """Each sequence alone, without padding; the results are put into zeros."""

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        h = len(b_ahead) // 4
        H = np.zeros((n, t, 2 * h), dtype=X.dtype)
        for j, m in enumerate(lengths):
            real = X[j : j + 1, :m]
            H[j : j + 1, :m, :h] = lstm_run(real, W_ahead, b_ahead)
            H[j : j + 1, :m, h:] = lstm_run(real[:, ::-1], W_back, b_back)[:, ::-1]
        return H


class TakeAlong:
    """gather in place of an index pair."""

    backends = ("torch",)

    def reverse_within_lengths(X, lengths):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        place = torch.arange(t).expand(n, t)
        turned = lengths[:, None] - 1 - place
        source = torch.where(turned >= 0, turned, place)
        return X.gather(1, source[:, :, None].expand_as(X))


class FlipEachRow:
    """Cuts each row at its length and flips the first piece."""

    backends = ("torch",)

    def reverse_within_lengths(X, lengths):
        n, t = X.shape[:2]
        if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
            raise ValueError("lengths")
        rows = [torch.cat([row[:m].flip(0), row[m:]]) for row, m in zip(X, lengths.tolist())]
        return torch.stack(rows)

    def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
        ahead = lstm_run(X, W_ahead, b_ahead)
        turned = reverse_within_lengths(X, lengths)
        back = reverse_within_lengths(lstm_run(turned, W_back, b_back), lengths)
        padding = torch.arange(X.shape[1]) >= lengths[:, None]
        return torch.cat([ahead, back], dim=2).masked_fill(padding[:, :, None], 0.0)
