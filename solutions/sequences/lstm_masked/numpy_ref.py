import numpy as np


def lstm_masked(X, lengths, h0, c0, W, b):
    r"""Run an LSTM over a padded batch; a sequence's states freeze when it ends.

    Args:
        X: sequences, shape (n, t, d), float; behind a sequence's length anything, even nan.
        lengths: real steps of each sequence, from 0 to t, shape (n,), int.
        h0: hidden state before the first step, shape (n, h), dtype of X.
        c0: cell state before the first step, shape (n, h), dtype of X.
        W: weights for [x, h], shape (d + h, 4h), gates in the order i, f, g, o.
        b: bias, shape (4h,).
    Returns:
        (H, h, c): hidden states (n, t, h), zero at the padding; both states after each
        sequence's own last step, (n, h) each. All of the dtype of X.
    Raises:
        ValueError: lengths is not of shape (n,), or holds a number outside 0 to t.
    Source: Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000; the frozen states
        equal those of torch.nn.utils.rnn.pack_padded_sequence.

    >>> one, zero = np.ones((2, 1)), np.zeros((2, 1))
    >>> W, b = np.zeros((2, 4)), np.zeros(4)
    >>> lstm_masked(np.ones((2, 3, 1)), np.array([3, 1]), zero, one, W, b)[2]
    array([[0.125],
           [0.5  ]])
    """
    n, t = X.shape[:2]
    if lengths.shape != (n,) or (lengths < 0).any() or (lengths > t).any():
        raise ValueError(
            f"lstm_masked: expected {n} lengths from 0 to {t}; "
            f"got {lengths.tolist()} of shape {lengths.shape}."
        )
    h, c, shown = h0, c0, []
    for step in range(t):
        new_h, new_c = lstm_step(X[:, step], h, c, W, b)
        ### BEGIN SOLUTION
        going_on = (step < lengths)[:, None]
        h = np.where(going_on, new_h, h)
        c = np.where(going_on, new_c, c)
        shown.append(np.where(going_on, h, 0))
        ### END SOLUTION
    return np.stack(shown, axis=1), h, c


def lstm_last(X, lengths, h0, c0, W, b):
    r"""The hidden state after each sequence's own last step: what a classifier reads.

    Args:
        X, lengths, h0, c0, W, b: as in lstm_masked.
    Returns:
        Shape (n, h), dtype of X; the row of h0 for a sequence of length 0.
    Source: document 000, section 5.2, second LSTM, with the padding left out.

    >>> W, b = np.zeros((2, 4)), np.zeros(4)
    >>> lstm_last(np.ones((1, 3, 1)), np.array([0]), np.ones((1, 1)), np.ones((1, 1)), W, b)
    array([[1.]])
    """
    ### BEGIN SOLUTION
    return lstm_masked(X, lengths, h0, c0, W, b)[1]
    ### END SOLUTION
