class TableOfAllPairs:
    """A @ B.T: every row with every row."""

    def dot(A, B):
        if A.ndim != 2 or A.shape != B.shape:
            raise ValueError("shape")
        return A @ B.T


class CrossIsOuter:
    """Document 002: the cross product is the outer product."""

    def cross(A, B):
        if A.ndim != 2 or A.shape != B.shape or A.shape[1] != 3:
            raise ValueError("shape")
        return A[:, :, None] * B[:, None, :]


class CrossOtherWayRound:
    """b x a."""

    backends = ("numpy", "torch")

    def cross(A, B):
        if A.ndim != 2 or A.shape != B.shape or A.shape[1] != 3:
            raise ValueError("shape")
        return A[:, [2, 0, 1]] * B[:, [1, 2, 0]] - A[:, [1, 2, 0]] * B[:, [2, 0, 1]]


class MiddleSign:
    """Forgets that the middle component is turned round."""

    def cross(A, B):
        if A.ndim != 2 or A.shape != B.shape or A.shape[1] != 3:
            raise ValueError("shape")
        (a, b, c), (p, q, r) = A.T, B.T
        return np.stack([b * r - c * q, a * r - c * p, a * q - b * p], axis=1)


class NoScaling:
    """Squares before it scales: overflow and underflow."""

    backends = ("numpy",)

    def unit_rows(A):
        length = np.sqrt((A**2).sum(axis=1, keepdims=True))
        return A / np.where(length > 0, length, 1)


class EpsilonBelow:
    """Adds 1e-8 to the length, so that short vectors lose their direction."""

    def cosine(A, B):
        if A.ndim != 2 or A.shape != B.shape:
            raise ValueError("shape")
        a, b = (np.sqrt((M**2).sum(axis=1)) for M in (A, B))
        return ((A * B).sum(axis=1) / (a * b + 1e-8)).astype(A.dtype)


class NoGuard:
    """Divides by the length, which may be 0."""

    def unit_rows(A):
        scaled = A / np.abs(A).max(axis=1, keepdims=True)
        return scaled / np.linalg.norm(scaled, axis=1, keepdims=True)


class OneLength:
    """The Frobenius norm of the whole matrix."""

    def unit_rows(A):
        m = np.abs(A).max()
        scaled = A / (m if m > 0 else 1)
        length = np.sqrt((scaled**2).sum())
        return scaled / (length if length > 0 else 1)


class NotClipped:
    """Lets 1.0000000000000002 through."""

    def cosine(A, B):
        if A.ndim != 2 or A.shape != B.shape:
            raise ValueError("shape")
        a, b = (np.abs(M).max(axis=1, keepdims=True) for M in (A, B))
        a, b = A / np.where(a > 0, a, 1), B / np.where(b > 0, b, 1)
        below = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
        return (a * b).sum(axis=1) / np.where(below > 0, below, 1)


class CosineDistance:
    """1 - cosine, the distance that is often mistaken for the similarity."""

    def cosine(A, B):
        if A.ndim != 2 or A.shape != B.shape:
            raise ValueError("shape")
        a, b = (np.linalg.norm(M, axis=1) for M in (A, B))
        below = np.where(a * b > 0, a * b, 1)
        return (1 - (A * B).sum(axis=1) / below).astype(A.dtype)


class TorchLibrary:
    """F.cosine_similarity: 1e-8 under the length, so short vectors lose their direction."""

    backends = ("torch",)

    def cosine(A, B):
        if A.dim() != 2 or A.shape != B.shape:
            raise ValueError("shape")
        return F.cosine_similarity(A, B, dim=1).clamp(-1, 1)


class TorchGuardAfterTheRoot:
    """Replaces the length 0 after the root: the gradient of a zero row is NaN."""

    backends = ("torch",)

    def unit_rows(A):
        m = A.abs().amax(dim=1, keepdim=True)
        scaled = A / torch.where(m > 0, m, 1)
        length = torch.sqrt((scaled**2).sum(dim=1, keepdim=True))
        return scaled / torch.where(length > 0, length, 1)
