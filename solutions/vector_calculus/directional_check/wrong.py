class ForwardDifference:
    """From x upwards only: blames a right gradient for the formula's own error."""

    backends = ("numpy", "torch")

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes")
        pairs = [((float(f(x * 1.0 + h * v)) - float(f(x))) / h, float((g * v).sum())) for v in V]
        gap = math.sqrt(sum((s - c) ** 2 for s, c in pairs))
        scale = math.sqrt(sum(s * s for s, _ in pairs)) + math.sqrt(sum(c * c for _, c in pairs))
        return gap / scale if scale != 0 else 0.0


class WorstDirectionByItself:
    """Divides each difference by its own slopes, and takes the largest: a flat direction kills it."""

    backends = ("numpy", "torch")

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes")
        worst = 0.0
        for v in V:
            s, c = (float(f(x + h * v)) - float(f(x - h * v))) / (2 * h), float((g * v).sum())
            if abs(s) + abs(c) > 0:
                worst = max(worst, abs(s - c) / (abs(s) + abs(c)))
        return worst


class SignedSum:
    """Adds the differences with their signs: they may cancel."""

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes")
        g, x, V = (a.astype(float) for a in (g, x, V))
        s = np.array([(float(f(x + h * v)) - float(f(x - h * v))) / (2 * h) for v in V])
        c = np.array([np.sum(g * v) for v in V])
        scale = np.abs(s).sum() + np.abs(c).sum()
        return 0.0 if scale == 0 else abs(np.sum(s - c)) / scale


class HidesNaN:
    """nan_to_num: a broken gradient looks like a small one."""

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes")
        g, x, V = np.nan_to_num(g.astype(float)), x.astype(float), V.astype(float)
        s = np.array([(float(f(x + h * v)) - float(f(x - h * v))) / (2 * h) for v in V])
        c = np.array([np.sum(g * v) for v in V])
        scale = np.linalg.norm(s) + np.linalg.norm(c)
        return 0.0 if scale == 0 else float(np.linalg.norm(s - c) / scale)


class FirstDirectionOnly:
    """Looks at one direction of m."""

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes")
        g, x, v = g.astype(float), x.astype(float), V[0].astype(float)
        s, c = (float(f(x + h * v)) - float(f(x - h * v))) / (2 * h), np.sum(g * v)
        return abs(s - c) / (abs(s) + abs(c)) if abs(s) + abs(c) > 0 else abs(s - c)


class TorchKeepsFloat32:
    """Adds a tiny step to a float32 point."""

    backends = ("torch",)

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes")
        s = torch.tensor(
            [(float(f(x + h * v)) - float(f(x - h * v))) / (2 * h) for v in V]
        ).double()
        c = torch.stack([(g * v).sum() for v in V]).double()
        scale = s.norm() + c.norm()
        return 0.0 if scale == 0 else float((s - c).norm() / scale)


class KeepsFloat32:
    """Adds a tiny step to a float32 point."""

    def directional_error(f, g, x, V, h):
        if g.shape != x.shape or V.shape[1:] != x.shape:
            raise ValueError("shapes")
        s = np.array([(float(f(x + h * v)) - float(f(x - h * v))) / (2 * h) for v in V])
        c = np.array([np.sum(g * v) for v in V])
        scale = np.linalg.norm(s) + np.linalg.norm(c)
        return 0.0 if scale == 0 else float(np.linalg.norm(s - c) / scale)


class ForgetsTheRootOfTwo:
    """erf(t) instead of erf(t / sqrt 2): the error function has its own scale."""

    backends = ("numpy", "torch")

    def miss_probability(error, tolerance, m):
        return math.erf(tolerance / abs(error)) ** m if error else 1.0


class OneMinus:
    """The probability of finding it, not of missing it."""

    backends = ("numpy", "torch")

    def miss_probability(error, tolerance, m):
        return 1 - math.erf(tolerance / abs(error) / math.sqrt(2)) ** m if error else 0.0


class DividesByM:
    """m times the tests, so 1/m of the risk: independent chances multiply, they do not divide."""

    backends = ("numpy", "torch")

    def miss_probability(error, tolerance, m):
        return math.erf(tolerance / abs(error) / math.sqrt(2)) / m if error else 1.0


class SignMatters:
    """A negative error gives a negative probability."""

    def miss_probability(error, tolerance, m):
        return math.erf(tolerance / (error * math.sqrt(2))) ** m if error else 1.0


class DividesByZero:
    """No case for an error of 0."""

    def miss_probability(error, tolerance, m):
        return math.erf(tolerance / (abs(error) * math.sqrt(2))) ** m
