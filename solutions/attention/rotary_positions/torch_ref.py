import torch


def sinusoidal_positions(t, d):
    r"""A table of sines and cosines that gives each position its own row.

    Args:
        t: number of positions, from 0 to t - 1.
        d: number of features, even.
    Returns:
        Shape (t, d), float64: sines in the even columns, cosines in the odd ones.
    Raises:
        ValueError: d is odd.
    Source: Vaswani et al. 2017, section 3.5.

    >>> sinusoidal_positions(1, 4)
    tensor([[0., 1., 0., 1.]], dtype=torch.float64)
    """
    ### BEGIN SOLUTION
    if d % 2:
        raise ValueError(f"sinusoidal_positions: d must be even; got {d}.")
    even = torch.arange(0, d, 2, dtype=torch.float64)
    angles = torch.arange(t)[:, None] * 10000.0 ** (-even / d)
    ### END SOLUTION
    P = torch.empty((t, d), dtype=torch.float64)
    ### BEGIN SOLUTION
    P[:, 0::2] = torch.sin(angles)
    P[:, 1::2] = torch.cos(angles)
    ### END SOLUTION
    return P


def rotate_pairs(X, positions):
    r"""Turn each pair of neighbouring features by its position times its frequency.

    Args:
        X: queries or keys, shape (..., t, d), float tensor, d even.
        positions: where the tokens stand, shape (t,), integers.
    Returns:
        Shape, dtype and device of X.
    Raises:
        ValueError: d is odd.
    Source: Su et al. 2021, section 3.2.2.

    >>> rotate_pairs(torch.tensor([[3.0, 4.0]]), torch.tensor([0]))
    tensor([[3., 4.]])
    """
    ### BEGIN SOLUTION
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"rotate_pairs: X needs an even number of features; got {d}.")
    even = torch.arange(0, d, 2, dtype=torch.float64, device=X.device)
    angles = positions[:, None] * 10000.0 ** (-even / d)
    cos, sin = torch.cos(angles).to(X.dtype), torch.sin(angles).to(X.dtype)
    ### END SOLUTION
    first, second = X[..., 0::2], X[..., 1::2]
    ### BEGIN SOLUTION
    pairs = torch.stack([first * cos - second * sin, first * sin + second * cos], dim=-1)
    return pairs.reshape(X.shape)
    ### END SOLUTION
