import numpy as np


def lstm_layer_backward(U, X, h0, c0, W, b):
    r"""Backpropagation through time for an LSTM layer.

    Args:
        U: gradient of the loss with respect to the hidden state after each step, without what
            reaches it through later steps, shape (n, t, h), float.
        X: sequences, shape (n, t, d), same dtype.
        h0, c0: hidden and cell state before the first step, shape (n, h).
        W: weights for [x, h], shape (d + h, 4h), gates in the order i, f, g, o.
        b: bias, shape (4h,).
    Returns:
        (dX, dh0, dc0, dW, db), each of its array's shape and dtype.
    Raises:
        ValueError: U is not of shape (n, t, h).
    Source: Gers, Schmidhuber & Cummins 2000 for the layer; the gradient is derived in the chapter.

    >>> one, U = np.ones((1, 1)), np.zeros((1, 1, 1))
    >>> lstm_layer_backward(U + 1, U, one, 0 * one, np.zeros((2, 4)), np.zeros(4))[2]
    array([[0.25]])
    """
    expected = (*X.shape[:2], h0.shape[1])
    if U.shape != expected:
        raise ValueError(f"lstm_layer_backward: expected U {expected}; got {U.shape}.")
    ### BEGIN SOLUTION
    d, trace = X.shape[2], []
    h, c = h0, c0
    for x in np.moveaxis(X, 1, 0):
        joined = np.concatenate([x, h], axis=1)
        i, f, g, o = np.split(joined @ W + b, 4, axis=1)
        i, f, o = (0.5 * (1 + np.tanh(0.5 * gate)) for gate in (i, f, o))
        g = np.tanh(g)
        new = f * c + i * g
        shown = np.tanh(new)
        trace.append((joined, c, i, f, g, o, shown))
        h, c = o * shown, new
    dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
    dh, dc = np.zeros_like(h0), np.zeros_like(c0)
    for s, (joined, old, i, f, g, o, shown) in reversed(list(enumerate(trace))):
        dh = dh + U[:, s]
        dc = dc + dh * o * (1 - shown**2)
        slopes = (
            dc * g * (i - i**2),
            dc * old * (f - f**2),
            dc * i * (1 - g**2),
            dh * shown * (o - o**2),
        )
        dz = np.concatenate(slopes, axis=1)
        dW, db = dW + joined.T @ dz, db + dz.sum(axis=0)
        back = dz @ W.T
        dX[:, s], dh, dc = back[:, :d], back[:, d:], dc * f
    return dX, dh, dc, dW, db
    ### END SOLUTION
