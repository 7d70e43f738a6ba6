class SharedRoots:
    """The root of each singular value on both sides."""

    def best_rank_k(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        U, s, Vt = np.linalg.svd(A)
        root = np.sqrt(s[:k])
        return (U[:, :k] * root) @ (root[:, None] * Vt[:k])

    def rank_k_errors(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        s = np.append(np.linalg.svd(A)[1], 0)
        return s[k], math.sqrt(sum(s[k:] ** 2))


class ProjectAndSearch:
    """A projected on its first k right singular vectors, and a search for the rank."""

    def best_rank_k(A, k):
        if k not in range(min(A.shape) + 1):
            raise ValueError("k")
        V = np.linalg.svd(A, full_matrices=False)[2][:k].T
        return A @ V @ V.T

    def smallest_rank(A, tolerance):
        if tolerance < 0:
            raise ValueError("tolerance")
        s = np.linalg.svd(A, compute_uv=False)
        for k in range(len(s) + 1):
            if np.linalg.norm(s[k:]) <= tolerance * np.linalg.norm(s):
                return k


class TorchDiagonal:
    """The singular values as a diagonal matrix."""

    backends = ("torch",)

    def best_rank_k(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        U, s, Vh = torch.linalg.svd(A)
        return U[:, :k] @ torch.diag(s[:k]) @ Vh[:k]

    def rank_k_errors(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        s = F.pad(torch.linalg.svdvals(A), (0, 1))
        return s[k], (s[k:] ** 2).sum().sqrt()


class TorchCumulative:
    """Sums of squares from the small end."""

    backends = ("torch",)

    def smallest_rank(A, tolerance):
        if tolerance < 0:
            raise ValueError("tolerance")
        tails = torch.linalg.svdvals(A).square().flip(0).cumsum(0).flip(0).sqrt()
        return int(torch.count_nonzero(tails > tolerance * tails[0]))
