class EinsumWithoutSplitting:
    """Heads stay an axis of their own: (n, t, 3, h, c), and no permutation anywhere."""

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        n, t, d = X.shape
        h = A.shape[1]
        W = W_in.reshape(d, 3, h, d // h)
        H = np.einsum("nti,ikhc->nkthc", X, W) + b_in.reshape(3, h, d // h)[:, None]
        Q, K, V = H[:, 0], H[:, 1], H[:, 2]
        dO = np.einsum("ntj,hcj->nthc", dY, W_out.reshape(h, d // h, d))
        dA = np.einsum("nihc,njhc->nhij", dO, V)
        dS = A * dA - A * np.einsum("nhij,nhij->nhi", A, dA)[..., None]
        dS = dS * np.asarray((d // h) ** -0.5, dtype=dS.dtype)
        dH = np.stack(
            [
                np.einsum("nhij,njhc->nihc", dS, K),
                np.einsum("nhij,nihc->njhc", dS, Q),
                np.einsum("nhij,nihc->njhc", A, dO),
            ],
            axis=1,
        )
        mixed = np.einsum("nhij,njhc->nihc", A, V).reshape(n, t, d)
        dW_in = np.einsum("nti,nkthc->ikhc", X, dH).reshape(d, 3 * d)
        dX = np.einsum("nkthc,ikhc->nti", dH, W)
        return (
            dX,
            dW_in,
            dH.sum(axis=(0, 2)).ravel(),
            np.einsum("nti,ntj->ij", mixed, dY),
            dY.sum(axis=(0, 1)),
        )


class HeadLoop:
    """One example and one head at a time."""

    def split_heads_backward(dH):
        return np.concatenate([dH[:, k] for k in range(dH.shape[1])], axis=-1)

    def merge_heads_backward(dX, h):
        return np.stack(np.split(dX, h, axis=-1), axis=1)

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        n, t, d = X.shape
        c = d // A.shape[1]
        H, dO, dH, mixed = (
            X @ W_in + b_in,
            dY @ W_out.T,
            np.zeros((n, t, 3 * d), X.dtype),
            np.zeros_like(X),
        )
        for i, k in np.ndindex(*A.shape[:2]):
            q, key, v = (slice(m * d + k * c, m * d + k * c + c) for m in range(3))
            mine, a = slice(k * c, k * c + c), A[i, k]
            dA = dO[i][:, mine] @ H[i][:, v].T
            dS = a * (dA - np.sum(dA * a, axis=1)[:, None]) / np.sqrt(c).astype(X.dtype)
            dH[i][:, q], dH[i][:, key] = dS @ H[i][:, key], dS.T @ H[i][:, q]
            dH[i][:, v], mixed[i][:, mine] = a.T @ dO[i][:, mine], a @ H[i][:, v]
        flat = [M.reshape(n * t, -1) for M in (X, dH, mixed, dY)]
        dW_in, dW_out = flat[0].T @ flat[1], flat[2].T @ flat[3]
        return dH @ W_in.T, dW_in, flat[1].sum(axis=0), dW_out, flat[3].sum(axis=0)


class TorchPermute:
    """permute and reshape, and the three projections apart."""

    backends = ("torch",)

    def split_heads_backward(dH):
        n, h, t, c = dH.shape
        return dH.permute(0, 2, 1, 3).reshape(n, t, h * c)

    def merge_heads_backward(dX, h):
        return torch.stack(dX.chunk(h, dim=-1), dim=1)

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        weights, biases = W_in.chunk(3, dim=1), b_in.chunk(3)
        Q, K, V = (merge_heads_backward(X @ W + b, A.shape[1]) for W, b in zip(weights, biases))
        dO = merge_heads_backward(dY @ W_out.mT, A.shape[1])
        mixed = A @ V
        dS = A * (dO @ V.mT - (dO * mixed).sum(-1, keepdim=True)) * Q.shape[-1] ** -0.5
        three = [split_heads_backward(M) for M in (dS @ K, dS.mT @ Q, A.mT @ dO)]
        dX = sum(g @ W.mT for g, W in zip(three, weights))
        rows = X.flatten(0, 1).mT
        dW_in = torch.cat([rows @ g.flatten(0, 1) for g in three], dim=1)
        db_in = torch.cat([g.flatten(0, 1).sum(0) for g in three])
        dW_out = split_heads_backward(mixed).flatten(0, 1).mT @ dY.flatten(0, 1)
        return dX, dW_in, db_in, dW_out, dY.flatten(0, 1).sum(0)


class TorchEinsum:
    """Indices written out, heads as an axis."""

    backends = ("torch",)

    def multi_head_backward(dY, X, W_in, b_in, W_out, A):
        h = A.shape[1]
        Q, K, V = (X @ W_in + b_in).unflatten(-1, (3, h, -1)).unbind(2)
        dO = torch.einsum("ntj,ij->nti", dY, W_out).unflatten(-1, (h, -1))
        dA = torch.einsum("nihc,njhc->nhij", dO, V)
        dS = A * (dA - torch.einsum("nhij,nhij->nhi", A, dA)[..., None]) / Q.shape[-1] ** 0.5
        dQ = torch.einsum("nhij,njhc->nihc", dS, K)
        dK = torch.einsum("nhij,nihc->njhc", dS, Q)
        dV = torch.einsum("nhij,nihc->njhc", A, dO)
        dH = torch.stack([dQ, dK, dV], dim=2).flatten(2)
        mixed = torch.einsum("nhij,njhc->nihc", A, V).flatten(2)
        products = [torch.einsum("nti,ntj->ij", a, b) for a, b in ((X, dH), (mixed, dY))]
        return dH @ W_in.T, products[0], dH.sum((0, 1)), products[1], dY.sum((0, 1))
