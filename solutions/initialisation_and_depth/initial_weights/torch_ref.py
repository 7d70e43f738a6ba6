import torch


def scaled_weights(draws, kind, distribution="normal"):
    r"""Weights whose variance is $1/d_{in}$, $2/(d_{in}+d_{out})$ or $2/d_{in}$, from raw draws.

    Args:
        draws: raw draws, shape (d_in, d_out), float tensor: standard normal, or uniform on [0, 1).
        kind: "lecun", "xavier" or "he".
        distribution: "normal" or "uniform": what the draws are, and what the weights will be.
    Returns:
        W, shape (d_in, d_out), the dtype of draws.
    Raises:
        ValueError: draws is not two-dimensional; kind (for example "zeros") or distribution is unknown.
    Source: Glorot & Bengio 2010, equation 16; He et al. 2015, section 2.2.

    >>> scaled_weights(torch.tensor([[1.0], [-1.0]]), "he")
    tensor([[ 1.],
            [-1.]])
    """
    if draws.ndim != 2:
        raise ValueError(
            f"scaled_weights: draws must have shape (d_in, d_out); got {tuple(draws.shape)}."
        )
    ### BEGIN SOLUTION
    d_in, d_out = draws.shape
    variances = {"lecun": 1 / d_in, "xavier": 2 / (d_in + d_out), "he": 2 / d_in}
    if kind not in variances:
        raise ValueError(f"scaled_weights: kind must be one of {list(variances)}; got {kind!r}.")
    if distribution not in ("normal", "uniform"):
        raise ValueError(f"scaled_weights: 'normal' or 'uniform' expected; got {distribution!r}.")
    s = variances[kind] ** 0.5
    if distribution == "uniform":
        return (2 * draws - 1) * (3**0.5 * s)
    ### END SOLUTION
    return s * draws


def orthogonal_weights(draws, gain=1.0):
    r"""Weights with orthonormal columns (or rows), times a gain, uniformly distributed.

    Args:
        draws: standard normal draws, shape (d_in, d_out), float tensor, of full rank.
        gain: factor, positive.
    Returns:
        W, shape (d_in, d_out), the dtype of draws. If d_in >= d_out, W^T W = gain² I and
        draws = (W / gain) R with an upper triangular R whose diagonal is positive;
        else the transposed statement.
    Source: Saxe, McClelland & Ganguli 2014; Mezzadri 2007, section 5 (the signs).

    >>> orthogonal_weights(torch.tensor([[-2.0]]), 3.0)
    tensor([[-3.]])
    """
    ### BEGIN SOLUTION
    wide = draws.shape[0] < draws.shape[1]
    Q, R = torch.linalg.qr(draws.T if wide else draws)
    Q = gain * Q * torch.sign(torch.diag(R))
    return Q.T if wide else Q
    ### END SOLUTION
