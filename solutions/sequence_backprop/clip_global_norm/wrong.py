class EachArrayAlone:
    """Clips each array by its own norm: the direction of the whole changes."""

    backends = ("numpy", "torch")

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if norm != norm or norm == float("inf"):
            raise ValueError("norm")
        return [g * min(1.0, max_norm / (global_norm([g]) + 1e-6)) for g in gradients], norm


class ByValue:
    """Cuts every entry at max_norm: another method, which turns the gradient."""

    backends = ("numpy", "torch")

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if norm != norm or norm == float("inf"):
            raise ValueError("norm")
        return [g.clip(-max_norm, max_norm) for g in gradients], norm


class AlwaysThatLong:
    """No minimum with 1: short gradients are made as long as the limit."""

    backends = ("numpy", "torch")

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if norm != norm or norm == float("inf"):
            raise ValueError("norm")
        factor = max_norm / (norm + 1e-6)
        return [g * factor for g in gradients], norm


class NanGoesThrough:
    """No test of the norm: nan and infinity are multiplied into all gradients."""

    backends = ("numpy", "torch")

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        factor = min(1.0, max_norm / (norm + 1e-6))
        return [g * factor for g in gradients], norm


class OnlyNanIsRefused:
    """Tests for nan and forgets infinity."""

    backends = ("numpy", "torch")

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if norm != norm:
            raise ValueError("norm")
        factor = min(1.0, max_norm / (norm + 1e-6))
        return [g * factor for g in gradients], norm


class NoEpsilon:
    """Divides by the norm itself: 0 / 0 for a gradient of zero, and not torch's factor."""

    backends = ("numpy", "torch")

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if norm != norm or norm == float("inf"):
            raise ValueError("norm")
        factor = min(1.0, max_norm / norm if norm else 1.0)
        return [g * factor for g in gradients], norm


class NormAfterwards:
    """Returns the norm after clipping, which says nothing."""

    backends = ("numpy", "torch")

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if norm != norm or norm == float("inf"):
            raise ValueError("norm")
        factor = min(1.0, max_norm / (norm + 1e-6))
        return [g * factor for g in gradients], min(norm, max_norm)


class SumOfTheNorms:
    """Adds the norms of the arrays."""

    def global_norm(gradients):
        return float(sum(np.linalg.norm(np.ravel(g).astype(float)) for g in gradients))


class SquareOfTheNorm:
    """The root forgotten."""

    def global_norm(gradients):
        return float(sum(np.sum(g.astype(np.float64) ** 2) for g in gradients))


class LargestEntry:
    """The largest entry in place of the norm."""

    def global_norm(gradients):
        return float(max([np.abs(g).max() for g in gradients], default=0.0))


class SquaresInOwnPrecision:
    """Squares in float32: 1e20 overflows, and 1e-30 is lost."""

    def global_norm(gradients):
        return float(np.sqrt(sum(np.sum(g**2) for g in gradients)))


class InPlace:
    """Scales the caller's own arrays."""

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if norm != norm or norm == float("inf"):
            raise ValueError("norm")
        factor = min(1.0, max_norm / (norm + 1e-6))
        for g in gradients:
            g *= factor
        return gradients, norm


class TorchSquaresInOwnPrecision:
    """Squares in float32: 1e20 overflows, and 1e-30 is lost."""

    backends = ("torch",)

    def global_norm(gradients):
        return float(sum((g**2).sum() for g in gradients)) ** 0.5


class TorchSumOfTheNorms:
    """Adds the norms of the arrays."""

    backends = ("torch",)

    def global_norm(gradients):
        return float(sum(g.double().norm() for g in gradients))


class TorchInPlace:
    """mul_: scales the caller's own tensors."""

    backends = ("torch",)

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if norm != norm or norm == float("inf"):
            raise ValueError("norm")
        factor = min(1.0, max_norm / (norm + 1e-6))
        return [g.mul_(factor) for g in gradients], norm
