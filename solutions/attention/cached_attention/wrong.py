def _all(Q, K, V, past_K, past_V):
    r = Q.shape[1] // K.shape[1]
    if r * K.shape[1] != Q.shape[1]:
        raise ValueError("groups")
    all_K, all_V = np.concatenate([past_K, K], axis=2), np.concatenate([past_V, V], axis=2)
    return all_K, all_V, np.repeat(all_K, r, axis=1), np.repeat(all_V, r, axis=1)


def _attend(Q, keys, values, allowed):
    scores = Q @ keys.swapaxes(-1, -2) / math.sqrt(Q.shape[-1])
    return softmax(np.where(allowed, scores, -np.inf)) @ values


class TriangleFromZero:
    """Masks as if the new tokens stood at the beginning: they see almost nothing of the cache."""

    def cached_attention(Q, K, V, past_K, past_V):
        all_K, all_V, keys, values = _all(Q, K, V, past_K, past_V)
        allowed = np.tri(Q.shape[2], keys.shape[2], dtype=bool)
        return _attend(Q, keys, values, allowed), all_K, all_V


class NoMask:
    """Right for one token at a time; a chunk of new tokens sees its own future."""

    def cached_attention(Q, K, V, past_K, past_V):
        all_K, all_V, keys, values = _all(Q, K, V, past_K, past_V)
        return _attend(Q, keys, values, True), all_K, all_V


class NotItself:
    """The triangle is one too small: a token does not see itself (the first sees itself still)."""

    def cached_attention(Q, K, V, past_K, past_V):
        all_K, all_V, keys, values = _all(Q, K, V, past_K, past_V)
        m, total = Q.shape[2], keys.shape[2]
        allowed = np.tri(m, total, k=total - m - 1, dtype=bool)
        allowed[:, 0] = True
        return _attend(Q, keys, values, allowed), all_K, all_V


class OneAhead:
    """The triangle is one too large: a token sees the next one."""

    def cached_attention(Q, K, V, past_K, past_V):
        all_K, all_V, keys, values = _all(Q, K, V, past_K, past_V)
        m, total = Q.shape[2], keys.shape[2]
        return _attend(Q, keys, values, np.tri(m, total, k=total - m + 1, dtype=bool)), all_K, all_V


class NewestFirst:
    """Puts the new tokens in front of the cache."""

    def cached_attention(Q, K, V, past_K, past_V):
        out = _attend(
            Q,
            *_all(Q, K, V, past_K, past_V)[2:],
            np.tri(Q.shape[2], past_K.shape[2] + K.shape[2], k=past_K.shape[2], dtype=bool),
        )
        return out, np.concatenate([K, past_K], axis=2), np.concatenate([V, past_V], axis=2)


class NewOnly:
    """Returns the new keys and values only: the cache forgets."""

    def cached_attention(Q, K, V, past_K, past_V):
        _, _, keys, values = _all(Q, K, V, past_K, past_V)
        m, total = Q.shape[2], keys.shape[2]
        return _attend(Q, keys, values, np.tri(m, total, k=total - m, dtype=bool)), K, V


class TiledHeads:
    """Head i uses key head i mod g: np.tile in place of np.repeat."""

    def cached_attention(Q, K, V, past_K, past_V):
        all_K, all_V, _, _ = _all(Q, K, V, past_K, past_V)
        r = (1, Q.shape[1] // K.shape[1], 1, 1)
        m, total = Q.shape[2], all_K.shape[2]
        allowed = np.tri(m, total, k=total - m, dtype=bool)
        return _attend(Q, np.tile(all_K, r), np.tile(all_V, r), allowed), all_K, all_V


class RepeatedCache:
    """Stores the repeated heads: right outputs, and nothing saved."""

    def cached_attention(Q, K, V, past_K, past_V):
        all_K, all_V, keys, values = _all(Q, K, V, past_K, past_V)
        m, total = Q.shape[2], keys.shape[2]
        return _attend(Q, keys, values, np.tri(m, total, k=total - m, dtype=bool)), keys, values


class KeysOnly:
    """Forgets that values are kept as well."""

    def cache_bytes(layers, g, c, n, t, bytes_per_number):
        return layers * n * g * t * c * bytes_per_number


class OneSequence:
    """Leaves the number of sequences out."""

    def cache_bytes(layers, g, c, n, t, bytes_per_number):
        return 2 * layers * g * t * c * bytes_per_number


class RoundedUp:
    """Rounds up to the token that does not fit any more."""

    def tokens_that_fit(memory_bytes, layers, g, c, n, bytes_per_number):
        return -(-memory_bytes // cache_bytes(layers, g, c, n, 1, bytes_per_number))


class FloatDivision:
    """Divides floats: wrong above 2^53 bytes."""

    def tokens_that_fit(memory_bytes, layers, g, c, n, bytes_per_number):
        return int(memory_bytes / cache_bytes(layers, g, c, n, 1, bytes_per_number))


class TorchNoMask:
    """A chunk of new tokens sees its own future."""

    backends = ("torch",)

    def cached_attention(Q, K, V, past_K, past_V):
        r = Q.shape[1] // K.shape[1]
        if r * K.shape[1] != Q.shape[1]:
            raise ValueError("groups")
        K, V = torch.cat([past_K, K], dim=2), torch.cat([past_V, V], dim=2)
        k, v = K.repeat_interleave(r, dim=1), V.repeat_interleave(r, dim=1)
        weights = torch.softmax(Q @ k.mT / math.sqrt(Q.shape[-1]), dim=-1)
        return weights @ v, K, V


class TorchIsCausal:
    """is_causal draws its triangle from the first key, not behind the cache."""

    backends = ("torch",)

    def cached_attention(Q, K, V, past_K, past_V):
        if Q.shape[1] % K.shape[1]:
            raise ValueError("groups")
        K, V = torch.cat([past_K, K], dim=2), torch.cat([past_V, V], dim=2)
        out = F.scaled_dot_product_attention(Q, K, V, is_causal=True, enable_gqa=True)
        return out, K, V


class TorchRepeat:
    """Tensor.repeat tiles the heads, as np.tile does."""

    backends = ("torch",)

    def cached_attention(Q, K, V, past_K, past_V):
        r = Q.shape[1] // K.shape[1]
        if r * K.shape[1] != Q.shape[1]:
            raise ValueError("groups")
        K, V = torch.cat([past_K, K], dim=2), torch.cat([past_V, V], dim=2)
        m, total = Q.shape[2], K.shape[2]
        allowed = torch.ones(m, total, dtype=torch.bool).tril(total - m)
        k, v = K.repeat(1, r, 1, 1), V.repeat(1, r, 1, 1)
        return F.scaled_dot_product_attention(Q, k, v, allowed), K, V
