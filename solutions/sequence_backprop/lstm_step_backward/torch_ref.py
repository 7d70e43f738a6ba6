import torch


def lstm_step_backward(dh, dc, x, h, c, W, b):
    r"""Go back through one LSTM step, given the gradients of both new states.

    Write it with tensor arithmetic: no autograd.

    Args:
        dh: gradient of the loss with respect to the new hidden state, shape (n, h), float tensor.
        dc: gradient of the loss with respect to the new cell state, as far as it comes from the
            next step and not through the new hidden state, shape (n, h).
        x: inputs of the step, shape (n, d), same dtype.
        h, c: hidden and cell state before the step, shape (n, h).
        W: weights for [x, h], shape (d + h, 4h), gates in the order i, f, g, o.
        b: bias, shape (4h,).
    Returns:
        (dx, dh_old, dc_old, dW, db), each of its array's shape and dtype; dW and db are sums over
        the batch.
    Raises:
        ValueError: dh or dc is not of the shape of c.
    Source: Gers, Schmidhuber & Cummins 2000 for the step; the gradient is derived in the chapter.

    >>> one, W = torch.ones((1, 1)), torch.zeros((2, 4))
    >>> lstm_step_backward(0 * one, one, one, one, 3 * one, W, torch.zeros(4))[2]
    tensor([[0.5000]])
    """
    if dh.shape != c.shape or dc.shape != c.shape:
        raise ValueError(
            f"lstm_step_backward: expected dh and dc {tuple(c.shape)}; "
            f"got {tuple(dh.shape)} and {tuple(dc.shape)}."
        )
    i, f, g, o, new_c = lstm_gates(x, h, c, W, b)
    shown = torch.tanh(new_c)
    dc_all = dc + dh * o * (1 - shown**2)
    ### BEGIN SOLUTION
    dz = torch.cat(
        [
            dc_all * g * i * (1 - i),
            dc_all * c * f * (1 - f),
            dc_all * i * (1 - g**2),
            dh * shown * o * (1 - o),
        ],
        dim=1,
    )
    both = dz @ W.T
    dW = torch.cat([x, h], dim=1).T @ dz
    return both[:, : x.shape[1]], both[:, x.shape[1] :], dc_all * f, dW, dz.sum(dim=0)
    ### END SOLUTION
