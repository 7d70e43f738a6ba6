class OneVector:
    """Puts all entries into one vector first."""

    def global_norm(gradients):
        parts = [np.ravel(g).astype(np.float64) for g in gradients]
        return float(np.linalg.norm(np.concatenate(parts))) if parts else 0.0

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if not np.isfinite(norm):
            raise ValueError("norm")
        if norm + 1e-6 <= max_norm:
            return [g.copy() for g in gradients], norm
        return [(g * (max_norm / (norm + 1e-6))).astype(g.dtype) for g in gradients], norm


class NormOfNorms:
    """As torch does it: the norm of the norms of the arrays."""

    def global_norm(gradients):
        return math.hypot(*(np.linalg.norm(np.asarray(g, float).ravel()) for g in gradients))

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if math.isnan(norm) or math.isinf(norm):
            raise ValueError("norm")
        shrink = max(1.0, (norm + 1e-6) / max_norm)
        return [g / shrink for g in gradients], norm


class TorchNormOfNorms:
    """As torch does it: the norm of the norms of the arrays."""

    backends = ("torch",)

    def global_norm(gradients):
        norms = [torch.linalg.vector_norm(g, dtype=torch.float64) for g in gradients]
        return torch.stack(norms).norm().item() if norms else 0.0

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if norm != norm or norm == float("inf"):
            raise ValueError("norm")
        shrink = max(1.0, (norm + 1e-6) / max_norm)
        return [g / shrink for g in gradients], norm


class TorchOneVector:
    """Puts all entries into one vector first."""

    backends = ("torch",)

    def global_norm(gradients):
        flat = torch.cat([g.reshape(-1).to(torch.float64) for g in gradients] or [torch.zeros(1)])
        return float(torch.dot(flat, flat).sqrt())

    def clip_by_global_norm(gradients, max_norm):
        norm = global_norm(gradients)
        if not torch.isfinite(torch.tensor(norm)):
            raise ValueError("norm")
        factor = torch.clamp(torch.tensor(max_norm / (norm + 1e-6), dtype=torch.float64), max=1.0)
        return [torch.mul(g, factor.item()) for g in gradients], norm
