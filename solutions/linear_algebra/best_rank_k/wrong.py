class SmallestValues:
    """Keeps the last k terms: the worst of all such sums."""

    backends = ("numpy", "torch")

    def best_rank_k(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        lib = torch if "torch" in type(A).__module__ else np
        U, s, Vt = lib.linalg.svd(A, full_matrices=False)
        r = len(s) - k
        return U[:, r:] * s[r:] @ Vt[r:]


class ColumnsOfVt:
    """Takes Vt for V: the first k columns of it, transposed."""

    def best_rank_k(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        U, s, Vt = np.linalg.svd(A, full_matrices=True)
        return U[:, :k] * s[:k] @ Vt[:, :k].T


class NoSingularValues:
    """U times Vt without the singular values."""

    def best_rank_k(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        U, s, Vt = np.linalg.svd(A, full_matrices=False)
        return U[:, :k] @ Vt[:k]


class ValuesTwice:
    """The singular values on both sides."""

    def best_rank_k(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        U, s, Vt = np.linalg.svd(A, full_matrices=False)
        return U[:, :k] * s[:k] @ (s[:k, None] * Vt[:k])


class FirstColumns:
    """Keeps the first k columns of A: rank k, but far from the best."""

    def best_rank_k(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        return A[:, :k] @ np.eye(k, A.shape[1], dtype=A.dtype)


class TooLargeIsFine:
    """A slice past the end does not complain."""

    def best_rank_k(A, k):
        if k < 0:
            raise ValueError("k")
        U, s, Vt = np.linalg.svd(A, full_matrices=False)
        return U[:, :k] * s[:k] @ Vt[:k]


class LastKept:
    """sigma_k for the spectral error: the last value that is kept."""

    def rank_k_errors(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        s = np.linalg.svd(A, compute_uv=False)
        return s[max(k - 1, 0)] if k < len(s) else 0.0, np.linalg.norm(s[k:])


class SumOfTail:
    """The sum of the tail (the nuclear norm) for the Frobenius norm."""

    backends = ("numpy", "torch")

    def rank_k_errors(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        lib = torch if "torch" in type(A).__module__ else np
        tail = lib.linalg.svd(A)[1][k:]
        return tail.max() if len(tail) else 0.0, tail.sum()


class EnergyForError:
    """Compares squares with the tolerance: 0.1 becomes about 0.3."""

    def smallest_rank(A, tolerance):
        if tolerance < 0:
            raise ValueError("tolerance")
        s = np.linalg.svd(A, compute_uv=False) ** 2
        return next(k for k in range(len(s) + 1) if s[k:].sum() <= tolerance * s.sum())


class ValueByValue:
    """Counts the singular values above tolerance times the largest: numerical rank, another thing."""

    backends = ("numpy", "torch")

    def smallest_rank(A, tolerance):
        if tolerance < 0:
            raise ValueError("tolerance")
        lib = torch if "torch" in type(A).__module__ else np
        s = lib.linalg.svd(A)[1]
        return int((s > tolerance * s[0]).sum())


class TorchDouble:
    """Goes through float64."""

    backends = ("torch",)

    def best_rank_k(A, k):
        if k < 0 or k > min(A.shape):
            raise ValueError("k")
        U, s, Vh = torch.linalg.svd(A.double(), full_matrices=False)
        return U[:, :k] * s[:k] @ Vh[:k]
