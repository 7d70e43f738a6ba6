def _even(d):
    if d % 2:
        raise ValueError("even, please")


def _angles(positions, d):
    _even(d)
    return np.outer(positions, 10000.0 ** (-np.arange(0, d, 2) / d))


def _turn(X, angles):
    cos, sin = np.cos(angles).astype(X.dtype), np.sin(angles).astype(X.dtype)
    a, b = X[..., 0::2], X[..., 1::2]
    return np.stack([a * cos - b * sin, a * sin + b * cos], axis=-1).reshape(X.shape)


class Blocks:
    """All sines first, then all cosines."""

    def sinusoidal_positions(t, d):
        angles = _angles(np.arange(t), d)
        return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


class CosineFirst:
    """Cosines in the even columns."""

    def sinusoidal_positions(t, d):
        angles = _angles(np.arange(t), d)
        return np.stack([np.cos(angles), np.sin(angles)], axis=-1).reshape(t, d)


class FrequencyPerFeature:
    """Exponent -j/d with j counting features: a sine and its cosine differ in frequency."""

    def sinusoidal_positions(t, d):
        _even(d)
        angles = np.outer(np.arange(t), 10000.0 ** (-np.arange(d) / d))
        P = np.sin(angles)
        P[:, 1::2] = np.cos(angles[:, 1::2])
        return P


class IndexNotDoubled:
    """Exponent -i/d in place of -2i/d: half of the range of frequencies."""

    def sinusoidal_positions(t, d):
        _even(d)
        angles = np.outer(np.arange(t), 10000.0 ** (-np.arange(d // 2) / d))
        return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(t, d)


class FromOne:
    """Counts positions from 1."""

    def sinusoidal_positions(t, d):
        angles = _angles(np.arange(1, t + 1), d)
        return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(t, d)


class Clockwise:
    """Turns the other way: still relative, but not what a trained model was trained with."""

    def rotate_pairs(X, positions):
        return _turn(X, -_angles(positions, X.shape[-1]))


class HalvesArePairs:
    """Pairs feature i with i + d/2, the convention of other code bases."""

    def rotate_pairs(X, positions):
        angles = _angles(positions, X.shape[-1])
        cos, sin = np.cos(angles).astype(X.dtype), np.sin(angles).astype(X.dtype)
        a, b = np.split(X, 2, axis=-1)
        return np.concatenate([a * cos - b * sin, a * sin + b * cos], axis=-1)


class IgnoresPositions:
    """Counts the tokens from 0 whatever positions it is given."""

    def rotate_pairs(X, positions):
        return _turn(X, _angles(np.arange(X.shape[-2]), X.shape[-1]))


class BothSinesPlus:
    """The sign of one sine is wrong: lengths change."""

    def rotate_pairs(X, positions):
        angles = _angles(positions, X.shape[-1])
        cos, sin = np.cos(angles).astype(X.dtype), np.sin(angles).astype(X.dtype)
        a, b = X[..., 0::2], X[..., 1::2]
        return np.stack([a * cos + b * sin, a * sin + b * cos], axis=-1).reshape(X.shape)


class SingleAngles:
    """Computes the angles in the dtype of X: far positions are wrong in float32."""

    def rotate_pairs(X, positions):
        return _turn(X, _angles(positions, X.shape[-1]).astype(X.dtype))


class AddsThePositions:
    """Adds the table, as the other method does."""

    def rotate_pairs(X, positions):
        angles = _angles(positions, X.shape[-1])
        P = np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(angles.shape[0], -1)
        return X + P.astype(X.dtype)


class TorchHalves:
    """Pairs feature i with i + d/2."""

    backends = ("torch",)

    def rotate_pairs(X, positions):
        d = X.shape[-1]
        _even(d)
        even = torch.arange(0, d, 2, dtype=torch.float64)
        angles = torch.outer(positions.double(), 10000.0 ** (-even / d))
        cos, sin = angles.cos().to(X.dtype), angles.sin().to(X.dtype)
        a, b = X.chunk(2, dim=-1)
        return torch.cat([a * cos - b * sin, a * sin + b * cos], dim=-1)


class TorchSingle:
    """torch.arange(0, d, 2) / d is float32, and so are the angles."""

    backends = ("torch",)

    def rotate_pairs(X, positions):
        d = X.shape[-1]
        _even(d)
        angles = torch.outer(positions.float(), 10000.0 ** (-torch.arange(0, d, 2) / d))
        cos, sin = angles.cos().to(X.dtype), angles.sin().to(X.dtype)
        a, b = X[..., 0::2], X[..., 1::2]
        return torch.stack([a * cos - b * sin, a * sin + b * cos], dim=-1).reshape(X.shape)


class TorchTableSingle:
    """Makes the table in torch's default type, float32."""

    backends = ("torch",)

    def sinusoidal_positions(t, d):
        _even(d)
        angles = torch.outer(torch.arange(t).float(), 10000.0 ** (-torch.arange(0, d, 2) / d))
        return torch.stack([angles.sin(), angles.cos()], dim=-1).reshape(t, d)
