class OuterProducts:
    """A sum of outer products, one for each shared index."""

    def matmul(A, B):
        if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        C = np.zeros((A.shape[0], B.shape[1]), dtype=A.dtype)
        for m in range(A.shape[1]):
            C += np.outer(A[:, m], B[m])
        return C


class Einsum:
    """The index formula as the library writes it, after the guards."""

    def matmul(A, B):
        if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return np.einsum("im,mj->ij", A, B)

    def batched_matmul(A, B):
        if A.ndim != 3 or B.ndim != 3 or A.shape[::2] != B.shape[:2]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return np.einsum("bim,bmj->bij", A, B)


class TorchBmm:
    """The library's own products, after the guards."""

    backends = ("torch",)

    def matmul(A, B):
        if A.dim() != 2 or B.dim() != 2 or A.shape[1] != B.shape[0]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return torch.mm(A, B)

    def batched_matmul(A, B):
        if A.dim() != 3 or B.dim() != 3 or A.shape[0] != B.shape[0] or A.shape[2] != B.shape[1]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return torch.bmm(A, B)


class TorchPairs:
    """One pair after another, row by row."""

    backends = ("torch",)

    def batched_matmul(A, B):
        if A.dim() != 3 or B.dim() != 3 or A.shape[0] != B.shape[0] or A.shape[2] != B.shape[1]:
            raise ValueError(f"got {A.shape} and {B.shape}")
        return torch.stack([(P[:, :, None] * Q).sum(1) for P, Q in zip(A, B)])
