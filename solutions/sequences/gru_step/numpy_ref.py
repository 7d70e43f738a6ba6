import numpy as np


def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
    r"""One step of a gated recurrent unit, equal to torch.nn.GRUCell.

    Args:
        x: inputs of this step, shape (n, d), float.
        h: state before the step, shape (n, h), same dtype.
        W_ih: weights for x, shape (3h, d): reset, update, candidate under one another.
        W_hh: weights for h, shape (3h, h), same order.
        b_ih: bias that belongs to W_ih, shape (3h,).
        b_hh: bias that belongs to W_hh, shape (3h,); its last third is inside the reset.
    Returns:
        The state after the step, shape (n, h), same dtype.
    Raises:
        ValueError: h is not of shape (n, h); a row (1, h) is refused.
    Source: Cho et al. 2014, with the reset gate behind the matrix, as in torch.nn.GRU.

    >>> zeros = np.zeros((3, 1))
    >>> gru_step(np.ones((1, 1)), np.ones((1, 1)), zeros, zeros, np.zeros(3), np.zeros(3))
    array([[0.5]])
    """
    if h.shape != (len(x), W_hh.shape[1]):
        raise ValueError(
            f"gru_step: expected a state of shape {(len(x), W_hh.shape[1])}; got {h.shape}."
        )
    ### BEGIN SOLUTION
    a = x @ W_ih.T + b_ih
    q = h @ W_hh.T + b_hh
    ### END SOLUTION
    a_r, a_z, a_g = np.split(a, 3, axis=1)
    q_r, q_z, q_g = np.split(q, 3, axis=1)
    ### BEGIN SOLUTION
    r = logistic(a_r + q_r)
    z = logistic(a_z + q_z)
    g = np.tanh(a_g + r * q_g)
    return (1 - z) * g + z * h
    ### END SOLUTION
