import numpy as np


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
    array([[0., 1., 0., 1.]])
    """
    ### BEGIN SOLUTION
    if d % 2:
        raise ValueError(f"sinusoidal_positions: d must be even; got {d}.")
    angles = np.outer(np.arange(t), 10000.0 ** (-np.arange(0, d, 2) / d))
    ### END SOLUTION
    P = np.empty((t, d))
    ### BEGIN SOLUTION
    P[:, 0::2] = np.sin(angles)
    P[:, 1::2] = np.cos(angles)
    ### END SOLUTION
    return P


def rotate_pairs(X, positions):
    r"""Turn each pair of neighbouring features by its position times its frequency.

    Args:
        X: queries or keys, shape (..., t, d), float, d even.
        positions: where the tokens stand, shape (t,), integers.
    Returns:
        Shape and dtype of X.
    Raises:
        ValueError: d is odd.
    Source: Su et al. 2021, section 3.2.2.

    >>> rotate_pairs(np.array([[3.0, 4.0]]), np.array([0]))
    array([[3., 4.]])
    """
    ### BEGIN SOLUTION
    d = X.shape[-1]
    if d % 2:
        raise ValueError(f"rotate_pairs: X needs an even number of features; got {d}.")
    angles = np.outer(positions, 10000.0 ** (-np.arange(0, d, 2) / d))
    cos, sin = np.cos(angles).astype(X.dtype), np.sin(angles).astype(X.dtype)
    ### END SOLUTION
    first, second = X[..., 0::2], X[..., 1::2]
    ### BEGIN SOLUTION
    pairs = np.stack([first * cos - second * sin, first * sin + second * cos], axis=-1)
    return pairs.reshape(X.shape)
    ### END SOLUTION
