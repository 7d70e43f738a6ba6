import torch


def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
    r"""One step of a gated recurrent unit, equal to torch.nn.GRUCell.

    Write it with tensor arithmetic, not with nn.GRU, nn.GRUCell or torch.gru_cell.

    Args:
        x: inputs of this step, shape (n, d), float tensor.
        h: state before the step, shape (n, h), same dtype.
        W_ih: weights for x, shape (3h, d): reset, update, candidate under one another.
        W_hh: weights for h, shape (3h, h), same order.
        b_ih: bias that belongs to W_ih, shape (3h,).
        b_hh: bias that belongs to W_hh, shape (3h,); its last third is inside the reset.
    Returns:
        The state after the step, shape (n, h), same dtype; gradients flow to all arguments.
    Raises:
        ValueError: h is not of shape (n, h); a row (1, h) is refused.
    Source: Cho et al. 2014, with the reset gate behind the matrix, as in torch.nn.GRU.

    >>> zeros = torch.zeros(3, 1)
    >>> gru_step(torch.ones(1, 1), torch.ones(1, 1), zeros, zeros, torch.zeros(3), torch.zeros(3))
    tensor([[0.5000]])
    """
    if h.shape != (len(x), W_hh.shape[1]):
        raise ValueError(
            f"gru_step: expected a state of shape {(len(x), W_hh.shape[1])}; got {tuple(h.shape)}."
        )
    ### BEGIN SOLUTION
    a = x @ W_ih.T + b_ih
    q = h @ W_hh.T + b_hh
    ### END SOLUTION
    a_r, a_z, a_g = a.chunk(3, dim=1)
    q_r, q_z, q_g = q.chunk(3, dim=1)
    ### BEGIN SOLUTION
    r = torch.sigmoid(a_r + q_r)
    z = torch.sigmoid(a_z + q_z)
    g = torch.tanh(a_g + r * q_g)
    return (1 - z) * g + z * h
    ### END SOLUTION
