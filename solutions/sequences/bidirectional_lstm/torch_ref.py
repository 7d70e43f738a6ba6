import torch


def reverse_within_lengths(X, lengths):
    r"""Reverse each sequence of a padded batch within its own length.

    Args:
        X: sequences, shape (n, t, d), tensor.
        lengths: real steps of each sequence, from 0 to t, shape (n,), int.
    Returns:
        The first lengths[j] steps of row j in reverse order, the padding where it was;
        shape (n, t, d), dtype of X.
    Raises:
        ValueError: lengths is not of shape (n,), or holds a number outside 0 to t.
    Source: Schuster & Paliwal 1997; tf.reverse_sequence does the same.

    >>> reverse_within_lengths(torch.tensor([[[1], [2], [0]]]), torch.tensor([2])).flatten()
    tensor([2, 1, 0])
    """
    n, t = X.shape[:2]
    if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
        raise ValueError(
            f"reverse_within_lengths: expected {n} lengths from 0 to {t}; "
            f"got {lengths.tolist()} of shape {tuple(lengths.shape)}."
        )
    ### BEGIN SOLUTION
    ends = lengths[:, None]
    place = torch.arange(t)[None]
    source = torch.where(place < ends, ends - 1 - place, place)
    ### END SOLUTION
    return X[torch.arange(n)[:, None], source]


def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
    r"""Two LSTMs, one from the left and one from the right, side by side.

    No nn.LSTM, no nn.LSTMCell, no packing.

    Args:
        X: sequences, shape (n, t, d), float tensor; behind a sequence's length anything, even nan.
        lengths: real steps of each sequence, from 0 to t, shape (n,), int.
        W_ahead: weights of the run ahead, shape (d + h, 4h), as lstm_run takes them.
        b_ahead: its bias, shape (4h,).
        W_back: weights of the run back, shape (d + h, 4h).
        b_back: its bias, shape (4h,).
    Returns:
        Shape (n, t, 2h), dtype of X: at each position the state of the run ahead, then that of
        the run back; zeros at the padding.
    Raises:
        ValueError: lengths is not of shape (n,), or holds a number outside 0 to t.
    Source: Schuster & Paliwal 1997; equals torch.nn.LSTM(bidirectional=True) on a packed batch.

    >>> W, b = torch.zeros(3, 8), torch.zeros(8)
    >>> bidirectional_lstm(torch.ones(2, 4, 1), torch.tensor([4, 2]), W, b, W, b).shape
    torch.Size([2, 4, 4])
    """
    ### BEGIN SOLUTION
    ahead = lstm_run(X, W_ahead, b_ahead)
    back = lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)
    both = torch.cat([ahead, reverse_within_lengths(back, lengths)], dim=2)
    real = torch.arange(X.shape[1]) < lengths[:, None]
    return torch.where(real[:, :, None], both, 0)
    ### END SOLUTION
