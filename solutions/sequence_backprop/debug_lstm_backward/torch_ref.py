import torch


def lstm_layer_backward(U, X, h0, c0, W, b):
    r"""Backpropagation through time for an LSTM layer.

    Write it with tensor arithmetic: no autograd.

    Args:
        U: gradient of the loss with respect to the hidden state after each step, without what
            reaches it through later steps, shape (n, t, h), float tensor.
        X: sequences, shape (n, t, d), same dtype.
        h0, c0: hidden and cell state before the first step, shape (n, h).
        W: weights for [x, h], shape (d + h, 4h), gates in the order i, f, g, o.
        b: bias, shape (4h,).
    Returns:
        (dX, dh0, dc0, dW, db), each of its array's shape and dtype.
    Raises:
        ValueError: U is not of shape (n, t, h).
    Source: Gers, Schmidhuber & Cummins 2000 for the layer; the gradient is derived in the chapter.

    >>> one, U = torch.ones((1, 1)), torch.zeros((1, 1, 1))
    >>> lstm_layer_backward(U + 1, U, one, 0 * one, torch.zeros((2, 4)), torch.zeros(4))[2]
    tensor([[0.2500]])
    """
    expected = (*X.shape[:2], h0.shape[1])
    if U.shape != expected:
        raise ValueError(f"lstm_layer_backward: expected U {expected}; got {tuple(U.shape)}.")
    ### BEGIN SOLUTION
    d, trace = X.shape[2], []
    h, c = h0, c0
    for x in X.unbind(1):
        joined = torch.cat([x, h], dim=1)
        i, f, g, o = (joined @ W + b).chunk(4, dim=1)
        i, f, o = (torch.sigmoid(gate) for gate in (i, f, o))
        g = torch.tanh(g)
        new = f * c + i * g
        shown = torch.tanh(new)
        trace.append((joined, c, i, f, g, o, shown))
        h, c = o * shown, new
    dX, dW, db = torch.zeros_like(X), torch.zeros_like(W), torch.zeros_like(b)
    dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
    for s, (joined, old, i, f, g, o, shown) in reversed(list(enumerate(trace))):
        dh = dh + U[:, s]
        dc = dc + dh * o * (1 - shown**2)
        slopes = (
            dc * g * (i - i**2),
            dc * old * (f - f**2),
            dc * i * (1 - g**2),
            dh * shown * (o - o**2),
        )
        dz = torch.cat(slopes, dim=1)
        dW, db = dW + joined.T @ dz, db + dz.sum(dim=0)
        back = dz @ W.T
        dX[:, s], dh, dc = back[:, :d], back[:, d:], dc * f
    return dX, dh, dc, dW, db
    ### END SOLUTION
