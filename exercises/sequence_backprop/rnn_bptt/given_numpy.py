import numpy as np


def rnn_states(X, h0, W_x, W_h, b, mask):
    """The state after every step, (n, t, h); a step that mask (n, t) marks False is skipped."""
    h, states = h0, []
    for s in range(X.shape[1]):
        new = np.tanh(X[:, s] @ W_x + h @ W_h + b)
        h = np.where(mask[:, s, None], new, h)
        states.append(h)
    return np.stack(states).swapaxes(0, 1)
