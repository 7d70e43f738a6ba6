import torch


def bptt_in_chunks(U, X, h0, W_x, W_h, b, k):
    r"""Gradient of a tanh layer's parameters, cut between chunks of k steps.

    No autograd and no detach.

    Args:
        U: gradient of the loss with respect to the state after each step, without what reaches it
            through later states, shape (n, t, h), float tensor.
        X: sequences, shape (n, t, d), same dtype.
        h0: state before the first step, shape (n, h).
        W_x, W_h, b: parameters, shapes (d, h), (h, h), (h,).
        k: steps in a chunk; chunks are counted from the first step, int.
    Returns:
        (dW_x, dW_h, db), each of its parameter's shape and dtype; sums over batch and time.
    Raises:
        ValueError: k is below 1.
    Source: Williams & Peng 1990 for truncation; `h.detach()` after every k steps.

    >>> one, X = torch.ones((1, 1)), torch.zeros((1, 3, 1))
    >>> bptt_in_chunks(X + 1, X, 0 * one, one, one, torch.zeros(1), 2)[2]
    tensor([4.])
    """
    if k < 1:
        raise ValueError(f"bptt_in_chunks: expected k of at least 1; got {k}.")
    ### BEGIN SOLUTION
    inputs, before, after = rnn_run(X, h0, W_x, W_h, b)
    found = [torch.zeros_like(weight) for weight in (W_x, W_h, b)]
    dh = torch.zeros_like(h0)
    for s in reversed(range(X.shape[1])):
        da = (dh + U[:, s]) * (1 - after[s] ** 2)
        found = [have + new for have, new in zip(found, weight_shares(da, inputs[s], before[s]))]
        first_of_chunk = s % k == 0
        dh = torch.zeros_like(h0) if first_of_chunk else da @ W_h.T
    return tuple(found)
    ### END SOLUTION


def bptt_in_windows(U, X, h0, W_x, W_h, b, k):
    r"""Gradient of a tanh layer's parameters; each loss term reaches back over k steps.

    No autograd and no detach.

    Args:
        U: gradient of the loss with respect to the state after each step, without what reaches it
            through later states, shape (n, t, h), float tensor.
        X: sequences, shape (n, t, d), same dtype.
        h0: state before the first step, shape (n, h).
        W_x, W_h, b: parameters, shapes (d, h), (h, h), (h,).
        k: how many steps a loss term reaches, its own step among them, int.
    Returns:
        (dW_x, dW_h, db), each of its parameter's shape and dtype; sums over batch and time.
    Raises:
        ValueError: k is below 1.
    Source: Williams & Peng 1990.

    >>> one, X = torch.ones((1, 1)), torch.zeros((1, 3, 1))
    >>> bptt_in_windows(X + 1, X, 0 * one, one, one, torch.zeros(1), 2)[2]
    tensor([5.])
    """
    if k < 1:
        raise ValueError(f"bptt_in_windows: expected k of at least 1; got {k}.")
    ### BEGIN SOLUTION
    inputs, before, after = rnn_run(X, h0, W_x, W_h, b)
    found = [torch.zeros_like(weight) for weight in (W_x, W_h, b)]
    for s in range(X.shape[1]):
        dh = U[:, s]
        for r in range(s, max(s - k, -1), -1):
            da = dh * (1 - after[r] ** 2)
            shares = weight_shares(da, inputs[r], before[r])
            found = [have + new for have, new in zip(found, shares)]
            dh = da @ W_h.T
    return tuple(found)
    ### END SOLUTION
