class GramSchmidt:
    """Column by column: subtract what lies along the earlier ones, twice for accuracy."""

    def scaled_weights(draws, kind, distribution="normal"):
        if draws.ndim != 2 or kind not in ("lecun", "xavier", "he"):
            raise ValueError("draws or kind")
        if distribution not in ("normal", "uniform"):
            raise ValueError("distribution")
        fan = sum(draws.shape) / 2 if kind == "xavier" else len(draws)
        s = np.sqrt((2.0 if kind == "he" else 1.0) / fan).astype(draws.dtype)
        return (
            draws * s
            if distribution == "normal"
            else np.sqrt(3).astype(s.dtype) * s * (draws + draws - 1)
        )

    def orthogonal_weights(draws, gain=1.0):
        wide = draws.shape[0] < draws.shape[1]
        columns = []
        for v in draws if wide else draws.T:
            v = v.astype(np.float64)
            for _ in range(2):
                for q in columns:
                    v = v - (q @ v) * q
            columns.append(v / np.linalg.norm(v))
        W = gain * np.array(columns, dtype=draws.dtype)
        return W if wide else W.T


class Cholesky:
    """R is the Cholesky factor of G^T G, and Q = G R^-1."""

    def orthogonal_weights(draws, gain=1.0):
        G = draws if draws.shape[0] >= draws.shape[1] else draws.T
        L = np.linalg.cholesky(G.T @ G)
        Q = np.linalg.solve(L, G.T).T
        return (gain * (Q if G is draws else Q.T)).astype(draws.dtype)


class GramSchmidtInTorch:
    """Column by column in PyTorch."""

    backends = ("torch",)

    def scaled_weights(draws, kind, distribution="normal"):
        if draws.dim() != 2:
            raise ValueError("draws")
        if (kind, distribution) not in [
            (k, d) for k in ("lecun", "xavier", "he") for d in ("normal", "uniform")
        ]:
            raise ValueError("kind or distribution")
        d_in, d_out = draws.shape
        variance = {"lecun": 1.0 / d_in, "he": 2.0 / d_in}.get(kind, 2.0 / (d_in + d_out))
        if distribution == "normal":
            return draws.mul(math.sqrt(variance))
        limit = math.sqrt(3 * variance)
        return torch.lerp(torch.full_like(draws, -limit), torch.full_like(draws, limit), draws)

    def orthogonal_weights(draws, gain=1.0):
        G = draws if draws.shape[0] >= draws.shape[1] else draws.mT
        Q = torch.zeros_like(G)
        for j in range(G.shape[1]):
            v = G[:, j]
            for _ in range(2):
                v = v - Q @ (Q.T @ v)
            Q[:, j] = v / v.norm()
        return gain * (Q if G is draws else Q.mT)


class CholeskyInTorch:
    """R from the Cholesky factor in PyTorch."""

    backends = ("torch",)

    def orthogonal_weights(draws, gain=1.0):
        wide = draws.shape[0] < draws.shape[1]
        G = draws.T if wide else draws
        R = torch.linalg.cholesky(G.T @ G).T
        Q = torch.linalg.solve_triangular(R, G, upper=True, left=False)
        return gain * (Q.T if wide else Q)
