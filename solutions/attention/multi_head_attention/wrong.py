def _heads(X, h):
    n, t, d = X.shape
    if d % h:
        raise ValueError("heads")
    return X.reshape(n, t, h, d // h).transpose(0, 2, 1, 3)


def _merge(H):
    n, h, t, c = H.shape
    return H.transpose(0, 2, 1, 3).reshape(n, t, h * c)


def _masked(scores, mask):
    return scores if mask is None else np.where(mask[:, None, None, :], scores, -np.inf)


class ReshapeOnly:
    """Reshapes straight to (n, h, t, c): the right shape, tokens and features mixed up."""

    def split_heads(X, h):
        n, t, d = X.shape
        if d % h:
            raise ValueError("heads")
        return X.reshape(n, h, t, d // h)


class StridedHeads:
    """Head k gets every h-th feature."""

    def split_heads(X, h):
        n, t, d = X.shape
        if d % h:
            raise ValueError("heads")
        return X.reshape(n, t, d // h, h).transpose(0, 3, 1, 2)


class MergeByReshape:
    """Merges without bringing time back in front of the heads."""

    def merge_heads(H):
        n, h, t, c = H.shape
        return H.reshape(n, t, h * c)


class ScaledByModelSize:
    """Divides by the root of d; each head has only d / h features."""

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        Q, K, V = (_heads(part, h) for part in np.split(X @ W_in + b_in, 3, axis=-1))
        scores = _masked(Q @ K.swapaxes(-1, -2) / math.sqrt(X.shape[-1]), mask)
        return _merge(softmax(scores) @ V) @ W_out + b_out


class OneHead:
    """Ignores h in the attention."""

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        if X.shape[-1] % h:
            raise ValueError("heads")
        Q, K, V = np.split(X @ W_in + b_in, 3, axis=-1)
        scores = Q @ K.swapaxes(-1, -2) / math.sqrt(X.shape[-1] / h)
        if mask is not None:
            scores = np.where(mask[:, None, :], scores, -np.inf)
        return (softmax(scores) @ V).astype(X.dtype) @ W_out + b_out


class QueriesMasked:
    """Puts the mask on the queries' axis: padding stays visible as a key."""

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        Q, K, V = (_heads(part, h) for part in np.split(X @ W_in + b_in, 3, axis=-1))
        scores = Q @ K.swapaxes(-1, -2) / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = np.where(mask[:, None, :, None], scores, -1e9).astype(X.dtype)
        return _merge(softmax(scores) @ V) @ W_out + b_out


class MaskForgotten:
    """Takes the mask and does not use it."""

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        Q, K, V = (_heads(part, h) for part in np.split(X @ W_in + b_in, 3, axis=-1))
        scores = Q @ K.swapaxes(-1, -2) / math.sqrt(Q.shape[-1])
        return _merge(softmax(scores) @ V) @ W_out + b_out


class InputMasked:
    """Sets padded tokens to 0 instead: their keys still take weight."""

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        if mask is not None:
            X = X * mask[:, :, None]
        Q, K, V = (_heads(part, h) for part in np.split(X @ W_in + b_in, 3, axis=-1))
        scores = Q @ K.swapaxes(-1, -2) / math.sqrt(Q.shape[-1])
        return _merge(softmax(scores) @ V) @ W_out + b_out


class NoOutputProjection:
    """Returns the merged heads as they are."""

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        Q, K, V = (_heads(part, h) for part in np.split(X @ W_in + b_in, 3, axis=-1))
        scores = _masked(Q @ K.swapaxes(-1, -2) / math.sqrt(Q.shape[-1]), mask)
        return _merge(softmax(scores) @ V)


class HeadByHeadColumns:
    """Reads W_in as (q, k, v) of head 0, then of head 1: another layout."""

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        c = X.shape[-1] / h
        if c != int(c):
            raise ValueError("heads")
        parts = (X @ W_in + b_in).reshape(*X.shape[:2], h, 3, int(c))
        Q, K, V = (parts[:, :, :, k].transpose(0, 2, 1, 3) for k in range(3))
        scores = _masked(Q @ K.swapaxes(-1, -2) / math.sqrt(c), mask)
        return _merge(softmax(scores) @ V) @ W_out + b_out


class TorchView:
    """Views straight as (n, h, t, c)."""

    backends = ("torch",)

    def split_heads(X, h):
        n, t, d = X.shape
        if d % h:
            raise ValueError("heads")
        return X.reshape(n, h, t, d // h)


class TorchMaskInverted:
    """Fills where the mask is True, as for torch's key_padding_mask."""

    backends = ("torch",)

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        Q, K, V = (split_heads(part, h) for part in (X @ W_in + b_in).chunk(3, dim=-1))
        scores = Q @ K.transpose(-1, -2) / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = scores.masked_fill(mask[:, None, None, :], -1e9)
        return merge_heads(torch.softmax(scores, dim=-1) @ V) @ W_out + b_out


class TorchSoftmaxOverHeads:
    """Softmax along axis 1, which holds the heads."""

    backends = ("torch",)

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        Q, K, V = (split_heads(part, h) for part in (X @ W_in + b_in).chunk(3, dim=-1))
        scores = Q @ K.transpose(-1, -2) / math.sqrt(Q.shape[-1])
        if mask is not None:
            scores = scores.masked_fill(~mask[:, None, None, :], -1e9)
        return merge_heads(torch.softmax(scores, dim=1) @ V) @ W_out + b_out
