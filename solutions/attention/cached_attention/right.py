class TokenLoop:
    """One new token at a time, on slices; no mask at all."""

    def cached_attention(Q, K, V, past_K, past_V):
        h, g, s = Q.shape[1], K.shape[1], past_K.shape[2]
        if h % g:
            raise ValueError("groups")
        K, V = np.append(past_K, K, axis=2), np.append(past_V, V, axis=2)
        out = np.empty_like(Q)
        for i in range(Q.shape[2]):
            for j in range(h):
                k, v = (a[:, j // (h // g), : s + i + 1] for a in (K, V))
                scores = np.einsum("nc,nsc->ns", Q[:, j, i], k) / math.sqrt(Q.shape[3])
                out[:, j, i] = np.einsum("ns,nsc->nc", softmax(scores), v)
        return out, K, V


class GroupedEinsum:
    """Keeps the groups as an axis: nothing is repeated in memory."""

    def cached_attention(Q, K, V, past_K, past_V):
        n, h, m, c = Q.shape
        g = K.shape[1]
        if h // g * g != h:
            raise ValueError("groups")
        K, V = np.concatenate((past_K, K), 2), np.concatenate((past_V, V), 2)
        scores = np.einsum("ngrmc,ngsc->ngrms", Q.reshape(n, g, h // g, m, c), K) * c**-0.5
        s = K.shape[2] - m
        behind = np.arange(K.shape[2]) > s + np.arange(m)[:, None]
        scores = np.where(behind, -np.inf, scores)
        return np.einsum("ngrms,ngsc->ngrmc", softmax(scores), V).reshape(Q.shape), K, V

    def tokens_that_fit(memory_bytes, layers, g, c, n, bytes_per_number):
        return divmod(memory_bytes, 2 * layers * g * c * n * bytes_per_number)[0]


class TorchLibrary:
    """The library's function with an explicit mask."""

    backends = ("torch",)

    def cached_attention(Q, K, V, past_K, past_V):
        if Q.shape[1] % K.shape[1]:
            raise ValueError("groups")
        K, V = torch.cat([past_K, K], dim=2), torch.cat([past_V, V], dim=2)
        m, total = Q.shape[2], K.shape[2]
        allowed = torch.ones(m, total, dtype=torch.bool).tril(total - m)
        return F.scaled_dot_product_attention(Q, K, V, allowed, enable_gqa=True), K, V


class TorchPositions:
    """Compares positions in place of drawing a triangle; groups by broadcasting."""

    backends = ("torch",)

    def cached_attention(Q, K, V, past_K, past_V):
        n, h, m, c = Q.shape
        g, s = K.shape[1], past_K.shape[2]
        if h % g != 0:
            raise ValueError("groups")
        K, V = torch.cat((past_K, K), 2), torch.cat((past_V, V), 2)
        grouped = Q.reshape(n, g, h // g, m, c)
        scores = grouped @ K.unsqueeze(2).mT * c**-0.5
        seen = torch.arange(s + m) <= s + torch.arange(m).unsqueeze(1)
        scores = torch.where(seen, scores, torch.full_like(scores, -math.inf))
        return (scores.softmax(-1) @ V.unsqueeze(2)).reshape(Q.shape), K, V
