class QueryLoop:
    """One query at a time, over the keys that it may see."""

    def attention_weights(Q, K, mask=None):
        if Q.shape[-1] != K.shape[-1] or (mask is not None and mask.dtype != np.bool_):
            raise ValueError("sizes or mask")
        scores = np.einsum("...td,...sd->...ts", Q, K) / np.sqrt(Q.shape[-1]).astype(Q.dtype)
        allowed = np.broadcast_to(True if mask is None else mask, scores.shape)
        A = np.zeros_like(scores)
        for place in np.ndindex(*scores.shape[:-1]):
            row, seen = scores[place], allowed[place]
            if seen.any():
                e = np.exp(row[seen] - row[seen].max())
                A[place][seen] = e / e.sum()
        return A


class ScaledQueries:
    """Scales the queries first, and mends the empty rows at the end."""

    def attention_weights(Q, K, mask=None):
        if Q.shape[-1] != K.shape[-1]:
            raise ValueError("sizes")
        scores = (Q * Q.shape[-1] ** -0.5) @ np.swapaxes(K, -1, -2)
        if mask is None:
            mask = np.ones(scores.shape, dtype=bool)
        if mask.dtype != bool:
            raise ValueError("mask")
        with np.errstate(invalid="ignore"):
            scores = np.where(mask, scores, -np.inf)
            e = np.exp(scores - scores.max(axis=-1, keepdims=True))
            return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))


class TorchSafeRows:
    """Opens the empty rows for the softmax, and shuts them afterwards."""

    backends = ("torch",)

    def attention_weights(Q, K, mask=None):
        if Q.shape[-1] != K.shape[-1] or (mask is not None and mask.dtype != torch.bool):
            raise ValueError("sizes or mask")
        scores = torch.einsum("...td,...sd->...ts", Q, K) * Q.shape[-1] ** -0.5
        if mask is None:
            return scores.softmax(-1)
        open_rows = mask | ~mask.any(dim=-1, keepdim=True)
        return scores.masked_fill(~open_rows, -math.inf).softmax(-1) * mask


class TorchWhere:
    """exp with the maximum of the allowed scores; sums without zero."""

    backends = ("torch",)

    def attention_weights(Q, K, mask=None):
        if Q.shape[-1] != K.shape[-1] or (mask is not None and mask.dtype != torch.bool):
            raise ValueError("sizes or mask")
        scores = Q @ K.mT / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = torch.where(mask, scores, torch.full_like(scores, -math.inf))
        top = scores.detach().max(dim=-1, keepdim=True).values
        e = (scores - torch.where(top.isinf(), torch.zeros_like(top), top)).exp()
        total = e.sum(dim=-1, keepdim=True)
        return e / torch.where(total == 0, torch.ones_like(total), total)


class TorchNanToNum:
    """Mends the NaN of an empty row; masked_fill stops the NaN of the backward pass."""

    backends = ("torch",)

    def attention_weights(Q, K, mask=None):
        if Q.shape[-1] != K.shape[-1] or (mask is not None and mask.dtype != torch.bool):
            raise ValueError("sizes or mask")
        scores = Q @ K.transpose(-1, -2) / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = scores.masked_fill(~mask, -math.inf)
        return scores.softmax(dim=-1).nan_to_num()
