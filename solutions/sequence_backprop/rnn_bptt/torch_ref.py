import torch


def rnn_step_backward(dh, x, h_old, h_new, W_x, W_h):
    r"""Go back through one step $h_{\text{new}} = \tanh(x W_x + h_{\text{old}} W_h + b)$.

    Write it with tensor arithmetic: no autograd.

    Args:
        dh: gradient of the loss with respect to h_new, everything included, shape (n, h), float tensor.
        x: inputs of the step, shape (n, d), same dtype.
        h_old: state before the step, shape (n, h).
        h_new: state after the step, shape (n, h).
        W_x: weights for the input, shape (d, h).
        W_h: weights for the state, shape (h, h).
    Returns:
        (dx, dh_old, dW_x, dW_h, db) with shapes (n, d), (n, h), (d, h), (h, h), (h,), same dtype;
        sums over the batch.
    Source: Goodfellow, Bengio & Courville 2016, section 10.2.2.

    >>> one = torch.ones((1, 1))
    >>> rnn_step_backward(one, one, 3 * one, 0 * one, 2 * one, 5 * one)[:3]
    (tensor([[2.]]), tensor([[5.]]), tensor([[1.]]))
    """
    da = dh * (1 - h_new**2)
    dx = da @ W_x.T
    ### BEGIN SOLUTION
    dh_old = da @ W_h.T
    dW_x, dW_h, db = x.T @ da, h_old.T @ da, da.sum(dim=0)
    ### END SOLUTION
    return dx, dh_old, dW_x, dW_h, db


def rnn_bptt(U, X, h0, W_x, W_h, b, mask):
    r"""Backpropagation through time for a tanh recurrent layer over a padded batch.

    Write it with tensor arithmetic: no autograd.

    Args:
        U: gradient of the loss with respect to the states that rnn_states returned, without what
            reaches them through later states, shape (n, t, h), float tensor.
        X: sequences, shape (n, t, d), same dtype; at the padding anything, even nan.
        h0: state before the first step, shape (n, h).
        W_x, W_h, b: parameters, shapes (d, h), (h, h), (h,).
        mask: True for a real step, False for padding, shape (n, t), bool.
    Returns:
        (dX, dh0, dW_x, dW_h, db), each of its array's shape and dtype; dX is zero at the padding.
    Raises:
        ValueError: U is not of shape (n, t, h), or mask not of shape (n, t).
    Source: Werbos 1990; Goodfellow, Bengio & Courville 2016, section 10.2.2.

    >>> one, U = torch.ones((1, 1)), torch.ones((1, 3, 1))
    >>> mask = torch.zeros((1, 3), dtype=torch.bool)
    >>> rnn_bptt(U, 0 * U, one, one, one, torch.zeros(1), mask)[1]
    tensor([[3.]])
    """
    n, t = X.shape[:2]
    if U.shape != (n, t, len(W_h)) or mask.shape != (n, t):
        raise ValueError(
            f"rnn_bptt: expected U {(n, t, len(W_h))} and mask {(n, t)}; "
            f"got {tuple(U.shape)} and {tuple(mask.shape)}."
        )
    H = rnn_states(X, h0, W_x, W_h, b, mask)
    H_before = torch.cat([h0[:, None], H[:, :-1]], dim=1)
    dX, dh = torch.zeros_like(X), torch.zeros_like(h0)
    dW_x, dW_h, db = torch.zeros_like(W_x), torch.zeros_like(W_h), torch.zeros_like(b)
    for s in reversed(range(t)):
        real = mask[:, s, None]
        ### BEGIN SOLUTION
        dh = dh + U[:, s]
        x, arriving = torch.where(real, X[:, s], 0), torch.where(real, dh, 0)
        dx, dh_old, *shares = rnn_step_backward(arriving, x, H_before[:, s], H[:, s], W_x, W_h)
        dX[:, s], dh = dx, torch.where(real, dh_old, dh)
        dW_x, dW_h, db = dW_x + shares[0], dW_h + shares[1], db + shares[2]
        ### END SOLUTION
    return dX, dh, dW_x, dW_h, db
