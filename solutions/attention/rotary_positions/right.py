class ComplexNumbers:
    """A pair is a complex number; turning it is multiplying by e^(i a)."""

    def rotate_pairs(X, positions):
        d = X.shape[-1]
        if d % 2:
            raise ValueError(d)
        turn = np.exp(1j * positions[:, None] / 10000.0 ** (np.arange(d // 2) * 2 / d))
        Z = (X[..., 0::2] + 1j * X[..., 1::2]) * turn
        return np.stack([Z.real, Z.imag], axis=-1).reshape(X.shape).astype(X.dtype)


class TableLoop:
    """Entry by entry, and exp of a logarithm for the frequencies."""

    def sinusoidal_positions(t, d):
        if d % 2 != 0:
            raise ValueError(d)
        P = np.zeros((t, d))
        for p in range(t):
            for j in range(0, d, 2):
                angle = p * math.exp(-math.log(10000) * j / d)
                P[p, j], P[p, j + 1] = math.sin(angle), math.cos(angle)
        return P


class SignedSwap:
    """x cos + swapped(x) sin, with sines and cosines repeated for both of a pair."""

    def rotate_pairs(X, positions):
        d = X.shape[-1]
        if d % 2:
            raise ValueError(d)
        angles = np.repeat(
            positions[:, None] * 10000.0 ** (-np.arange(d // 2) / (d / 2)), 2, axis=1
        )
        swapped = np.empty_like(X)
        swapped[..., 0::2], swapped[..., 1::2] = -X[..., 1::2], X[..., 0::2]
        return (X * np.cos(angles) + swapped * np.sin(angles)).astype(X.dtype)


class TorchComplex:
    """torch.polar and view_as_complex."""

    backends = ("torch",)

    def rotate_pairs(X, positions):
        d = X.shape[-1]
        if d % 2:
            raise ValueError(d)
        i = torch.arange(d // 2, dtype=torch.float64)
        angles = positions.double()[:, None] * torch.exp(-math.log(10000) * 2 * i / d)
        turn = torch.polar(torch.ones_like(angles), angles)
        Z = torch.view_as_complex(X.double().unflatten(-1, (-1, 2)).contiguous())
        return torch.view_as_real(Z * turn).flatten(-2).to(X.dtype)


class TorchStack:
    """The table by stacking; the rotation by small matrices."""

    backends = ("torch",)

    def sinusoidal_positions(t, d):
        if d % 2:
            raise ValueError(d)
        angles = torch.arange(t).double()[:, None] / 10000 ** (torch.arange(0, d, 2).double() / d)
        return torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(1)

    def rotate_pairs(X, positions):
        d = X.shape[-1]
        if d % 2:
            raise ValueError(d)
        a = positions.double()[:, None] / 10000 ** (torch.arange(0, d, 2).double() / d)
        matrices = torch.stack(
            [torch.stack([a.cos(), -a.sin()], -1), torch.stack([a.sin(), a.cos()], -1)], -2
        )
        pairs = X.unflatten(-1, (d // 2, 2)).unsqueeze(-1)
        return (matrices.to(X.dtype) @ pairs).squeeze(-1).flatten(-2)
