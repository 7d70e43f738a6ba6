import numpy as np


def reverse_within_lengths(X, lengths):
    r"""Reverse each sequence of a padded batch within its own length.

    Args:
        X: sequences, shape (n, t, d).
        lengths: real steps of each sequence, from 0 to t, shape (n,), int.
    Returns:
        The first lengths[j] steps of row j in reverse order, the padding where it was;
        shape (n, t, d), dtype of X.
    Raises:
        ValueError: lengths is not of shape (n,), or holds a number outside 0 to t.
    Source: Schuster & Paliwal 1997; tf.reverse_sequence does the same.

    >>> reverse_within_lengths(np.array([[[1], [2], [0]]]), np.array([2])).ravel()
    array([2, 1, 0])
    """
    n, t = X.shape[:2]
    if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
        raise ValueError(
            f"reverse_within_lengths: expected {n} lengths from 0 to {t}; "
            f"got {lengths.tolist()} of shape {lengths.shape}."
        )
    ### BEGIN SOLUTION
    ends = lengths[:, None]
    place = np.arange(t)[None]
    source = np.where(place < ends, ends - 1 - place, place)
    ### END SOLUTION
    return X[np.arange(n)[:, None], source]


def bidirectional_lstm(X, lengths, W_ahead, b_ahead, W_back, b_back):
    r"""Two LSTMs, one from the left and one from the right, side by side.

    Args:
        X: sequences, shape (n, t, d), float; behind a sequence's length anything, even nan.
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

    >>> W, b = np.zeros((3, 8)), np.zeros(8)
    >>> bidirectional_lstm(np.ones((2, 4, 1)), np.array([4, 2]), W, b, W, b).shape
    (2, 4, 4)
    """
    ### BEGIN SOLUTION
    ahead = lstm_run(X, W_ahead, b_ahead)
    back = lstm_run(reverse_within_lengths(X, lengths), W_back, b_back)
    both = np.concatenate([ahead, reverse_within_lengths(back, lengths)], axis=2)
    real = np.arange(X.shape[1]) < lengths[:, None]
    return np.where(real[:, :, None], both, 0)
    ### END SOLUTION
