import numpy as np


def lstm_step(x, h, c, W, b):
    """One LSTM step; W (d + h, 4h) multiplies [x, h], gates in the order i, f, g, o."""
    a = np.concatenate([x, h], axis=1) @ W + b
    size = h.shape[1]
    i, f, o = (0.5 + 0.5 * np.tanh(0.5 * a[:, k * size : (k + 1) * size]) for k in (0, 1, 3))
    c = f * c + i * np.tanh(a[:, 2 * size : 3 * size])
    return o * np.tanh(c), c
