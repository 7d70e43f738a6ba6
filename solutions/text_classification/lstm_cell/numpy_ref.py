import numpy as np


def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    r"""One step of an LSTM, equal to torch.nn.LSTMCell.

    Args:
        x: inputs of this step, shape (n, d), float.
        h: hidden state before the step, shape (n, h).
        c: cell state before the step, shape (n, h).
        W_ih: weights for x, shape (4h, d), rows in the order i, f, g, o (torch's layout).
        W_hh: weights for h, shape (4h, h), same order.
        b_ih: bias that belongs to W_ih, shape (4h,).
        b_hh: bias that belongs to W_hh, shape (4h,).
    Returns:
        (h', c'): the states after the step, each of shape (n, h) and of the dtype of x.
    Raises:
        ValueError: the shapes of h and c differ.
    Source: Hochreiter & Schmidhuber 1997; forget gate: Gers, Schmidhuber & Cummins 2000;
        document 004, mathematical part, section 2.

    >>> z = np.zeros((1, 1))
    >>> lstm_cell(z, z, z + 2, np.zeros((4, 1)), np.zeros((4, 1)), np.zeros(4), np.zeros(4))[1]
    array([[1.]])
    """
    ### BEGIN SOLUTION
    if h.shape != c.shape:
        raise ValueError(f"lstm_cell: h and c need one shape; got {h.shape} and {c.shape}.")
    z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
    ### END SOLUTION
    i, f, g, o = np.split(z, 4, axis=1)
    ### BEGIN SOLUTION
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(new_c), new_c
    ### END SOLUTION


def lstm_layer(X, W_ih, W_hh, b_ih, b_hh):
    r"""Run the cell over whole sequences, from states of zero.

    Args:
        X: sequences, shape (n, t, d), float.
        W_ih, W_hh, b_ih, b_hh: as in lstm_cell.
    Returns:
        Hidden state after every step, shape (n, t, h), dtype of X.
    Source: document 000, section 5.2, first LSTM (return_sequences=True).

    >>> lstm_layer(np.zeros((2, 5, 3)), np.zeros((4, 3)), np.zeros((4, 1)), np.zeros(4), np.zeros(4)).shape
    (2, 5, 1)
    """
    h = np.zeros((X.shape[0], W_hh.shape[1]), dtype=X.dtype)
    c = np.zeros_like(h)
    states = []
    ### BEGIN SOLUTION
    for step in range(X.shape[1]):
        h, c = lstm_cell(X[:, step], h, c, W_ih, W_hh, b_ih, b_hh)
        states.append(h)
    return np.stack(states, axis=1)
    ### END SOLUTION
