def _checked(Q, K, mask):
    if Q.shape[-1] != K.shape[-1] or (mask is not None and mask.dtype not in (bool, torch.bool)):
        raise ValueError("sizes or mask")


def _softmax(z, axis=-1):
    lowest = np.finfo(z.dtype).min
    e = np.exp(z - np.maximum(z.max(axis=axis, keepdims=True), lowest))
    return e / np.maximum(e.sum(axis=axis, keepdims=True), 1)


def _scores(Q, K):
    return Q @ np.swapaxes(K, -1, -2)


class LargeNegative:
    """Adds -1e9 in place of minus infinity: an empty row becomes a plain mean over the padding."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = _scores(Q, K) / math.sqrt(Q.shape[-1])
        return _softmax(scores if mask is None else np.where(mask, scores, -1e9).astype(Q.dtype))


class NotANumber:
    """The formula as it stands: an empty row is 0/0."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = _scores(Q, K) / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = np.where(mask, scores, -np.inf)
        e = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)


class NoScale:
    """Forgets the division by the root of d."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = _scores(Q, K)
        return _softmax(scores if mask is None else np.where(mask, scores, -np.inf))


class ScaledByD:
    """Divides by d, not by its root."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = _scores(Q, K) / Q.shape[-1]
        return _softmax(scores if mask is None else np.where(mask, scores, -np.inf))


class OverTheQueries:
    """Softmax along the queries: each key is shared out, not each query's attention."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = _scores(Q, K) / math.sqrt(Q.shape[-1])
        return _softmax(scores if mask is None else np.where(mask, scores, -np.inf), axis=-2)


class MaskInverted:
    """Reads True as 'ruled out', as torch's key_padding_mask does."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = _scores(Q, K) / math.sqrt(Q.shape[-1])
        return _softmax(scores if mask is None else np.where(mask, -np.inf, scores))


class MaskAfterwards:
    """Multiplies the weights by the mask after the softmax: the rows no longer sum to 1."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        A = _softmax(_scores(Q, K) / math.sqrt(Q.shape[-1]))
        return A if mask is None else A * mask


class ScoreZero:
    """Sets forbidden scores to 0, whose exponential is 1."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = _scores(Q, K) / math.sqrt(Q.shape[-1])
        return _softmax(scores if mask is None else scores * mask)


class Epsilon:
    """A small number in the denominator 'against 0/0': the rows no longer sum to 1."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = _scores(Q, K) / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = np.where(mask, scores, -np.inf)
        e = np.exp(scores - np.maximum(scores.max(axis=-1, keepdims=True), -1e300))
        return e / (e.sum(axis=-1, keepdims=True) + 1e-8)


class NoMaximum:
    """Exponentiates the scores as they are: overflows near 710."""

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        e = np.exp(_scores(Q, K) / math.sqrt(Q.shape[-1]))
        e = e if mask is None else np.where(mask, e, 0)
        total = e.sum(axis=-1, keepdims=True)
        return e / np.where(total == 0, 1, total)


class AnyMask:
    """Takes an integer mask as it comes."""

    def attention_weights(Q, K, mask=None):
        if Q.shape[-1] != K.shape[-1]:
            raise ValueError("sizes")
        scores = _scores(Q, K) / math.sqrt(Q.shape[-1])
        return _softmax(scores if mask is None else np.where(mask, scores, -np.inf))


class TorchNanToNum:
    """Adds the mask and turns the NaN of an empty row into 0 afterwards; the gradient stays NaN."""

    backends = ("torch",)

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = Q @ K.transpose(-1, -2) / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = scores + torch.zeros(()).masked_fill(~mask, -math.inf)
        return torch.nan_to_num(torch.softmax(scores, dim=-1))


class TorchSoftmax:
    """torch.softmax alone: an empty row is NaN."""

    backends = ("torch",)

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = Q @ K.transpose(-1, -2) / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = scores.masked_fill(~mask, -math.inf)
        return torch.softmax(scores, dim=-1)


class TorchOverTheQueries:
    """Softmax over the queries."""

    backends = ("torch",)

    def attention_weights(Q, K, mask=None):
        _checked(Q, K, mask)
        scores = Q @ K.transpose(-1, -2) / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = scores.masked_fill(~mask, -math.inf)
        return torch.softmax(scores, dim=-2)


class TorchDetached:
    """Makes the weights without their gradient: Q and K never learn."""

    backends = ("torch",)

    def masked_attention(Q, K, V, mask=None):
        return attention_weights(Q, K, mask).detach() @ V
