import numpy as np


def rnn_forward(X, h0, W_x, W_h, b):
    r"""Run a tanh recurrent layer over a batch of sequences.

    $h_s = \tanh(x_s W_x + h_{s-1} W_h + b)$, the same parameters at every step.

    Args:
        X: sequences, shape (n, t, d) with t of at least 1, float.
        h0: state before the first step, shape (n, h), same dtype.
        W_x: weights for the input, shape (d, h), same dtype.
        W_h: weights for the state, shape (h, h), same dtype.
        b: bias, shape (h,), same dtype.
    Returns:
        The state after every step, shape (n, t, h), same dtype.
    Raises:
        ValueError: X is not three-dimensional, or h0 is not (n, h); a row (1, h) is refused.
    Source: Elman 1990; Goodfellow, Bengio & Courville 2016, section 10.2.

    >>> rnn_forward(np.ones((1, 2, 1)), np.zeros((1, 1)), np.eye(1), np.zeros((1, 1)), np.zeros(1))
    array([[[0.76159416],
            [0.76159416]]])
    """
    if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
        raise ValueError(
            f"rnn_forward: expected X (n, t, d) and h0 (n, h); got {X.shape} and {h0.shape}, "
            f"with W_h {W_h.shape}."
        )
    h, states = h0, []
    for step in range(X.shape[1]):
        x = X[:, step]
        ### BEGIN SOLUTION
        h = np.tanh(x @ W_x + h @ W_h + b)
        states.append(h)
        ### END SOLUTION
    ### BEGIN SOLUTION
    return np.stack(states, axis=1)
    ### END SOLUTION
