class RowLoop:
    """One row at a time."""

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        out = np.zeros((H.shape[0], H.shape[2]), dtype=H.dtype)
        for i in range(H.shape[0]):
            if mask[i].any():
                out[i] = H[i, mask[i]].mean(axis=0)
        return out


class FilledZeros:
    """Fills the words into an array of zeros, row by row."""

    def masked_mean_backward(dP, mask):
        if dP.shape[0] != mask.shape[0]:
            raise ValueError("shape")
        dH = np.zeros((*mask.shape, dP.shape[1]), dtype=dP.dtype)
        for i, m in enumerate(mask.sum(axis=1)):
            if m:
                dH[i, mask[i]] = dP[i] / m.astype(dP.dtype)
        return dH


class MaskedFill:
    """masked_fill before the sum, and a batched product for the sum."""

    backends = ("torch",)

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        kept = H.masked_fill(~mask[:, :, None], 0)
        weights = mask.to(H.dtype) / mask.sum(dim=1, keepdim=True).clamp(min=1)
        return torch.einsum("nt,nth->nh", weights, kept)


class Spread:
    """Expands the share and clears the padding."""

    backends = ("torch",)

    def masked_mean_backward(dP, mask):
        if dP.shape[0] != mask.shape[0]:
            raise ValueError("shape")
        share = dP / mask.sum(dim=1, keepdim=True).clamp(min=1)
        dH = share[:, None, :].repeat(1, mask.shape[1], 1)
        return dH.masked_fill(~mask[:, :, None], 0)


class NanToNum:
    """Divides 0 by 0 and repairs it: torch.where stops the NaN on the way back too."""

    backends = ("torch",)

    def masked_mean(H, mask):
        if mask.shape != H.shape[:2]:
            raise ValueError("shape")
        kept = torch.where(mask[:, :, None], H, 0)
        return torch.nan_to_num(kept.sum(dim=1) / mask.sum(dim=1)[:, None])
