import numpy as np


def lstm_run(X, W, b):
    """LSTM from states of zero over all t steps, no mask; W (d + h, 4h); returns (n, t, h)."""
    size = len(b) // 4
    H = np.zeros((len(X), X.shape[1], size), dtype=X.dtype)
    h = c = np.zeros((len(X), size), dtype=X.dtype)
    for step in range(X.shape[1]):
        a = np.concatenate([X[:, step], h], axis=1) @ W + b
        i, f, o = (0.5 + 0.5 * np.tanh(0.5 * a[:, k * size : (k + 1) * size]) for k in (0, 1, 3))
        c = f * c + i * np.tanh(a[:, 2 * size : 3 * size])
        h = H[:, step] = o * np.tanh(c)
    return H
