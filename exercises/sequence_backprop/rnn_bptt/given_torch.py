import torch


def rnn_states(X, h0, W_x, W_h, b, mask):
    """The state after every step, (n, t, h); a step that mask (n, t) marks False is skipped."""
    h, states = h0, []
    for s in range(X.shape[1]):
        new = torch.tanh(X[:, s] @ W_x + h @ W_h + b)
        h = torch.where(mask[:, s, None], new, h)
        states.append(h)
    return torch.stack(states).swapaxes(0, 1)
