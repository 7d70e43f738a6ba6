class DividesByT:
    """The mean over all t positions: padding makes every text smaller."""

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        kept = np.where(mask[:, :, None], H, 0)
        return kept.mean(axis=1)


class NoGuard:
    """Divides by the number of words, which may be 0."""

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        kept = np.where(mask[:, :, None], H, 0)
        return kept.sum(axis=1) / mask.sum(axis=1)[:, None].astype(H.dtype)


class Multiplies:
    """Multiplies by the mask: 0 * NaN is NaN."""

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        weights = mask[:, :, None].astype(H.dtype)
        return (H * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)


class AlwaysPlusOne:
    """Adds 1 to every divisor instead of guarding the empty row only."""

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        kept = np.where(mask[:, :, None], H, 0)
        return kept.sum(axis=1) / (mask.sum(axis=1) + 1)[:, None].astype(H.dtype)


class PrefixOnly:
    """Takes the first m positions instead of the ones that the mask marks."""

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        out = np.zeros((H.shape[0], H.shape[2]), dtype=H.dtype)
        for i, m in enumerate(mask.sum(axis=1)):
            if m:
                out[i] = H[i, :m].mean(axis=0)
        return out


class InPlace:
    """Clears the caller's padding."""

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        H[~mask] = 0
        return H.sum(axis=1) / np.maximum(mask.sum(axis=1), 1)[:, None].astype(H.dtype)


class DoublePrecision:
    """Divides by an integer count, which turns float32 into float64."""

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        kept = np.where(mask[:, :, None], H, 0)
        return kept.sum(axis=1) / np.maximum(mask.sum(axis=1), 1)[:, None]


class GradientToPadding:
    """Gives the padding its share of the gradient."""

    def masked_mean_backward(dP, mask):
        if dP.shape[0] != mask.shape[0]:
            raise ValueError("shape")
        share = dP / np.maximum(mask.sum(axis=1), 1)[:, None].astype(dP.dtype)
        return np.repeat(share[:, None, :], mask.shape[1], axis=1)


class NotDivided:
    """Forgets the 1/m of the mean."""

    def masked_mean_backward(dP, mask):
        if dP.shape[0] != mask.shape[0]:
            raise ValueError("shape")
        return np.where(mask[:, :, None], dP[:, None, :], 0)


class GradientOverT:
    """Divides the gradient by t."""

    def masked_mean_backward(dP, mask):
        if dP.shape[0] != mask.shape[0]:
            raise ValueError("shape")
        return np.where(mask[:, :, None], dP[:, None, :] / mask.shape[1], 0).astype(dP.dtype)


class TorchMultiplies:
    """Multiplies by the mask: NaN in the padding reaches mean and gradient."""

    backends = ("torch",)

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        weights = mask[:, :, None].to(H.dtype)
        return (H * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1)


class TorchNoGuard:
    """Divides by the number of words, which may be 0."""

    backends = ("torch",)

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        kept = torch.where(mask[:, :, None], H, 0)
        return kept.sum(dim=1) / mask.sum(dim=1)[:, None]


class Detached:
    """Goes through NumPy, so no gradient flows."""

    backends = ("torch",)

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        h, m = H.detach().numpy(), mask.numpy()
        kept = np.where(m[:, :, None], h, 0).sum(axis=1)
        return torch.from_numpy(kept / np.maximum(m.sum(axis=1), 1)[:, None].astype(h.dtype))


class TorchNotDivided:
    """Forgets the 1/m of the mean."""

    backends = ("torch",)

    def masked_mean_backward(dP, mask):
        if dP.shape[0] != mask.shape[0]:
            raise ValueError("shape")
        return torch.where(mask[:, :, None], dP[:, None, :], 0)
