import torch


def lstm_run(X, W, b):
    """LSTM from states of zero over all t steps, no mask; W (d + h, 4h); returns (n, t, h)."""
    size = len(b) // 4
    h = c = X.new_zeros((len(X), size))
    H = []
    for x in X.unbind(dim=1):
        a = torch.cat([x, h], dim=1) @ W + b
        i, f, o = (torch.sigmoid(a[:, k * size : (k + 1) * size]) for k in (0, 1, 3))
        c = f * c + i * torch.tanh(a[:, 2 * size : 3 * size])
        h = o * torch.tanh(c)
        H += [h]
    return torch.stack(H, dim=1)
