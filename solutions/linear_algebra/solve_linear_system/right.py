class Library:
    """LAPACK's elimination, after the guards."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        return np.linalg.solve(A, b)  # its LinAlgError is a ValueError

    def condition_number(A):
        return np.linalg.cond(A)


class InPlaceOnACopy:
    """Loops that write into copies, and substitution with dot products."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        A, b = A.copy(), b.copy()
        n = len(b)
        for k in range(n):
            p = max(range(k, n), key=lambda i: abs(A[i, k]))
            if A[p, k] == 0:
                raise ValueError("singular")
            A[[k, p]], b[[k, p]] = A[[p, k]], b[[p, k]]
            for i in range(k + 1, n):
                f = A[i, k] / A[k, k]
                A[i] -= f * A[k]
                b[i] -= f * b[k]
        for k in range(n - 1, -1, -1):
            b[k] = (b[k] - A[k, k + 1 :] @ b[k + 1 :]) / A[k, k]
        return b

    def backward_error(A, x, b):
        r, top = b - A.dot(x), max(np.linalg.svd(A)[1])
        below = top * math.sqrt(x @ x) + math.sqrt(b @ b)
        return 0.0 if below == 0 else math.sqrt(r @ r) / below


class HouseholderQR:
    """Orthogonal triangularisation: as stable as elimination, and no exchanges."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        Q, R = np.linalg.qr(A)
        if np.any(np.abs(np.diag(R)) <= 1e-15 * np.abs(R).max()):
            raise ValueError("singular")
        y = Q.T @ b
        x = np.zeros_like(y)
        for k in range(len(b) - 1, -1, -1):
            x[k] = (y[k] - R[k, k + 1 :] @ x[k + 1 :]) / R[k, k]
        return x


class TorchLibrary:
    """LAPACK by way of torch; its LinAlgError is no ValueError, so it is translated."""

    backends = ("torch",)

    def solve(A, b):
        if A.dim() != 2 or A.shape[0] != A.shape[1] or b.shape != A.shape[:1]:
            raise ValueError("shape")
        x, info = torch.linalg.solve_ex(A, b)
        if info:
            raise ValueError("singular")
        return x

    def condition_number(A):
        s = torch.linalg.svdvals(A)
        return (s.max() / s.min()).item() if s.min() else float("inf")


class TorchRowsInAList:
    """Rows in a Python list: exchanging them is exchanging names."""

    backends = ("torch",)

    def solve(A, b):
        if A.dim() != 2 or A.shape[0] != A.shape[1] or b.shape != A.shape[:1]:
            raise ValueError("shape")
        rows = [torch.cat([a, c[None]]) for a, c in zip(A, b)]
        n = len(rows)
        for k in range(n):
            p = max(range(k, n), key=lambda i: rows[i][k].abs().item())
            if rows[p][k] == 0:
                raise ValueError("singular")
            rows[k], rows[p] = rows[p], rows[k]
            for i in range(k + 1, n):
                rows[i] = rows[i] - rows[i][k] / rows[k][k] * rows[k]
        x = []
        for k in range(n - 1, -1, -1):
            known = sum(rows[k][n - 1 - j] * v for j, v in enumerate(x))
            x.append((rows[k][n] - known) / rows[k][k])
        return torch.stack(x[::-1])
