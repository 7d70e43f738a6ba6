class Einsum:
    """Sums by their indices, the cross product by np.cross."""

    def dot(A, B):
        if A.ndim != 2 or A.shape != B.shape:
            raise ValueError("shape")
        return np.einsum("ij,ij->i", A, B)

    def cross(A, B):
        if A.ndim != 2 or A.shape != B.shape or A.shape[1] != 3:
            raise ValueError("shape")
        return np.cross(A, B)


class OneRowAtATime:
    """A loop, with the scaled length of each row."""

    def unit_rows(A):
        out = np.zeros_like(A)
        for i, row in enumerate(A):
            m = np.max(np.abs(row))
            if m > 0:
                out[i] = row / m / np.linalg.norm(row / m)
        return out

    def cosine(A, B):
        if A.ndim != 2 or A.shape != B.shape:
            raise ValueError("shape")
        values = []
        for a, b in zip(A, B):
            m, k = np.max(np.abs(a)), np.max(np.abs(b))
            if m == 0 or k == 0:
                values.append(0.0)
                continue
            a, b = a / m, b / k
            c = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
            values.append(min(1.0, max(-1.0, c)))
        return np.array(values, dtype=A.dtype)


class TorchComponents:
    """Component by component, stacked."""

    backends = ("torch",)

    def cross(A, B):
        if A.dim() != 2 or A.shape != B.shape or A.shape[1] != 3:
            raise ValueError("shape")
        (a, b, c), (p, q, r) = A.unbind(1), B.unbind(1)
        return torch.stack([b * r - c * q, c * p - a * r, a * q - b * p], dim=1)

    def dot(A, B):
        if A.dim() != 2 or A.shape != B.shape:
            raise ValueError("shape")
        return torch.bmm(A[:, None, :], B[:, :, None])[:, 0, 0]


class TorchNormalize:
    """The scale as a constant, and torch's own normalize for the rest."""

    backends = ("torch",)

    def unit_rows(A):
        m = A.detach().abs().amax(dim=1, keepdim=True)
        return F.normalize(A / m.masked_fill(m == 0, 1), dim=1)
