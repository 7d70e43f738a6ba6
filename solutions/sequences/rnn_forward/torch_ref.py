import torch


def rnn_forward(X, h0, W_x, W_h, b):
    r"""Run a tanh recurrent layer over a batch of sequences.

    $h_s = \tanh(x_s W_x + h_{s-1} W_h + b)$, the same parameters at every step. Write it with tensor
    arithmetic, not with nn.RNN, nn.RNNCell or the functions torch.rnn_tanh and torch.rnn_tanh_cell.

    Args:
        X: sequences, shape (n, t, d) with t of at least 1, float tensor.
        h0: state before the first step, shape (n, h), same dtype.
        W_x: weights for the input, shape (d, h), same dtype. (nn.RNN stores the transpose.)
        W_h: weights for the state, shape (h, h), same dtype. (nn.RNN stores the transpose.)
        b: bias, shape (h,), same dtype. (nn.RNN has two, which are added.)
    Returns:
        The state after every step, shape (n, t, h), same dtype; gradients flow to all arguments.
    Raises:
        ValueError: X is not three-dimensional, or h0 is not (n, h); a row (1, h) is refused.
    Source: Elman 1990; Goodfellow, Bengio & Courville 2016, section 10.2.

    >>> rnn_forward(torch.ones(1, 2, 1), torch.zeros(1, 1), torch.eye(1), torch.zeros(1, 1), torch.zeros(1))
    tensor([[[0.7616],
             [0.7616]]])
    """
    if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
        shapes = ", ".join(str(tuple(a.shape)) for a in (X, h0, W_h))
        raise ValueError(f"rnn_forward: expected X (n, t, d), h0 (n, h), W_h (h, h); got {shapes}.")
    h, states = h0, []
    for step in range(X.shape[1]):
        x = X[:, step]
        ### BEGIN SOLUTION
        h = torch.tanh(x @ W_x + h @ W_h + b)
        states.append(h)
        ### END SOLUTION
    ### BEGIN SOLUTION
    return torch.stack(states, dim=1)
    ### END SOLUTION
