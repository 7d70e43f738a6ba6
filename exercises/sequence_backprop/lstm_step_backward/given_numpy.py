import numpy as np


def lstm_gates(x, h, c, W, b):
    """The gates i, f, g, o and the new cell state of one LSTM step, (n, h) each."""
    z = np.concatenate([x, h], axis=1) @ W + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, o = (0.5 + 0.5 * np.tanh(0.5 * gate) for gate in (i, f, o))
    g = np.tanh(g)
    return i, f, g, o, f * c + i * g
