import torch


def lstm_step(x, h, c, W, b):
    """One LSTM step; W (d + h, 4h) multiplies [x, h], gates in the order i, f, g, o."""
    a = torch.cat([x, h], dim=1) @ W + b
    size = h.shape[1]
    i, f, o = (torch.sigmoid(a[:, k * size : (k + 1) * size]) for k in (0, 1, 3))
    c = f * c + i * torch.tanh(a[:, 2 * size : 3 * size])
    return o * torch.tanh(c), c
