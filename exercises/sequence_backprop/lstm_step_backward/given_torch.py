import torch


def lstm_gates(x, h, c, W, b):
    """The gates i, f, g, o and the new cell state of one LSTM step, (n, h) each."""
    z = torch.cat([x, h], dim=1) @ W + b
    i, f, g, o = z.chunk(4, dim=1)
    i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
    return i, f, g, o, f * c + i * g
