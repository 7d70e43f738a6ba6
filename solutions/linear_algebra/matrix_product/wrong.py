class ElementByElement:
    """A * B: the product of equal shapes, which broadcasts for the others."""

    def matmul(A, B):
        if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return A * B


class RowsWithRows:
    """Sums over the rows of both: A times B transposed when both are square."""

    def matmul(A, B):
        if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return A @ (B.T if B.shape[0] == B.shape[1] else B)


class OtherOrder:
    """BA for AB when the shapes allow it."""

    def matmul(A, B):
        if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return B @ A if A.shape == B.shape else A @ B


class NoGuard:
    """Broadcasting decides what fits: (2, 1) times (3, 4) goes through."""

    def matmul(A, B):
        return (A[:, :, None] * B[None, :, :]).sum(axis=1)


class BatchOfOneRepeats:
    """The library's matmul repeats a batch of one."""

    def batched_matmul(A, B):
        if A.ndim != 3 or B.ndim != 3 or A.shape[2] != B.shape[1]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        if 1 not in (A.shape[0], B.shape[0]) and A.shape[0] != B.shape[0]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return np.matmul(A, B)


class EveryPair:
    """Sums over the batch of B: every A meets every B."""

    def batched_matmul(A, B):
        if A.ndim != 3 or B.ndim != 3 or A.shape[0] != B.shape[0] or A.shape[2] != B.shape[1]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return np.einsum("bim,cmj->bij", A, B)


class MuteRefusal:
    """Refuses without a word about the shapes."""

    backends = ("numpy", "torch")

    def matmul(A, B):
        if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
            raise ValueError("matmul: shapes do not fit")
        return A @ B


class DoubleResult:
    """Collects into float64 whatever comes in."""

    def matmul(A, B):
        if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        C = np.zeros((A.shape[0], B.shape[1]))
        for m in range(A.shape[1]):
            C += np.outer(A[:, m], B[m])
        return C


class TorchNoGuard:
    """Leaves the refusal to torch, whose RuntimeError is no ValueError."""

    backends = ("torch",)

    def batched_matmul(A, B):
        return torch.matmul(A, B)


class TorchDetached:
    """Goes through NumPy, so no gradient flows."""

    backends = ("torch",)

    def batched_matmul(A, B):
        if A.dim() != 3 or B.dim() != 3 or A.shape[0] != B.shape[0] or A.shape[2] != B.shape[1]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return torch.from_numpy(A.detach().numpy() @ B.detach().numpy())


class TorchTransposed:
    """Multiplies by the transpose of each square B."""

    backends = ("torch",)

    def batched_matmul(A, B):
        if A.dim() != 3 or B.dim() != 3 or A.shape[0] != B.shape[0] or A.shape[2] != B.shape[1]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return A @ (B.mT if B.shape[1] == B.shape[2] else B)
