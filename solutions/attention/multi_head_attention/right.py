class HeadLoop:
    """One head at a time, on slices of the columns."""

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        n, t, d = X.shape
        if d % h:
            raise ValueError("heads")
        c = d // h
        Z = X @ W_in + b_in
        outputs = []
        for k in range(h):
            q, key, v = (Z[..., p * d + k * c : p * d + (k + 1) * c] for p in range(3))
            scores = np.einsum("nic,njc->nij", q, key) * c**-0.5
            if mask is not None:
                scores = scores + np.where(mask, 0, -np.inf)[:, None].astype(X.dtype)
            outputs.append(softmax(scores) @ v)
        return np.concatenate(outputs, axis=-1) @ W_out + b_out


class StackAndConcatenate:
    """Splits by np.split, merges by np.concatenate."""

    def split_heads(X, h):
        if X.shape[-1] % h != 0:
            raise ValueError("heads")
        return np.stack(np.split(X, h, axis=-1), axis=1)

    def merge_heads(H):
        return np.concatenate([H[:, k] for k in range(H.shape[1])], axis=-1)


class TorchLibrary:
    """The library's fused attention."""

    backends = ("torch",)

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        Q, K, V = (split_heads(part, h) for part in (X @ W_in + b_in).chunk(3, dim=-1))
        keys = None if mask is None else mask[:, None, None, :]
        return merge_heads(F.scaled_dot_product_attention(Q, K, V, keys)) @ W_out + b_out


class TorchEinsum:
    """No explicit transposes."""

    backends = ("torch",)

    def split_heads(X, h):
        if X.shape[-1] % h:
            raise ValueError("heads")
        return X.unflatten(-1, (h, -1)).permute(0, 2, 1, 3)

    def multi_head_attention(X, W_in, b_in, W_out, b_out, h, mask=None):
        n, t, d = X.shape
        if d % h:
            raise ValueError("heads")
        Q, K, V = torch.einsum("ntd,de->nte", X, W_in).add(b_in).view(n, t, 3, h, -1).unbind(2)
        scores = torch.einsum("nihc,njhc->nhij", Q, K) * (d // h) ** -0.5
        if mask is not None:
            scores = scores.masked_fill(mask.logical_not()[:, None, None], -math.inf)
        mixed = torch.einsum("nhij,njhc->nihc", scores.softmax(-1), V)
        return F.linear(mixed.reshape(n, t, d), W_out.T, b_out)
