class OneMatrix:
    """All directions as the rows of one matrix: the claimed slopes are one product."""

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes differ")
        x = np.array(x, dtype=float)
        rows = np.array(V, dtype=float).reshape(len(V), -1)
        steps = h * rows.reshape(-1, *x.shape)
        losses = np.array([[float(f(x + e)), float(f(x - e))] for e in steps])
        s = (losses[:, 0] - losses[:, 1]) / (h + h)
        c = rows @ g.reshape(-1).astype(float)
        gap, scale = np.sqrt(np.sum((s - c) ** 2)), np.sqrt(s @ s) + np.sqrt(c @ c)
        return gap / scale if scale != 0 else gap

    def miss_probability(error, tolerance, m):
        if abs(error) == 0:
            return 1.0
        return (1 - math.erfc(tolerance / abs(error) / 2**0.5)) ** m


class RunningSums:
    """Three sums of squares, one direction after the other; plain Python numbers."""

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes differ")
        gap = measured = claimed = 0.0
        for v in V.astype(float):
            s = (float(f(x.astype(float) + h * v)) - float(f(x.astype(float) - h * v))) / 2 / h
            c = float(np.vdot(g.astype(float), v))
            gap, measured, claimed = gap + (s - c) ** 2, measured + s * s, claimed + c * c
        scale = math.sqrt(measured) + math.sqrt(claimed)
        return 0.0 if scale == 0 else math.sqrt(gap) / scale


class Einsum:
    """The claimed slopes by tensordot."""

    backends = ("torch",)

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes differ")
        g, x, V = g.double(), x.double(), V.double()
        c = torch.tensordot(V, g, dims=g.ndim)
        s = torch.zeros_like(c)
        for r, v in enumerate(V):
            s[r] = (float(f(x + h * v)) - float(f(x - h * v))) / (2 * h)
        scale = torch.linalg.vector_norm(s) + torch.linalg.vector_norm(c)
        return torch.linalg.vector_norm(s - c) / scale if scale != 0 else scale


class TorchErf:
    """Flattened directions, and torch's own error function."""

    backends = ("torch",)

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes differ")
        x, rows = x.to(torch.float64), V.to(torch.float64).flatten(1)
        moves = [h * row.reshape(x.shape) for row in rows]
        s = torch.stack(
            [torch.as_tensor(float(f(x + e)) - float(f(x - e)), dtype=torch.float64) for e in moves]
        )
        s, c = s / (2 * h), rows @ g.to(torch.float64).flatten()
        if not s.any() and not c.any():
            return 0.0
        return ((s - c).square().sum().sqrt() / (s.norm() + c.norm())).item()

    def miss_probability(error, tolerance, m):
        if error == 0.0:
            return 1.0
        t = torch.tensor(tolerance / abs(error) / 2**0.5, dtype=torch.float64)
        return torch.erf(t).pow(m).item()
