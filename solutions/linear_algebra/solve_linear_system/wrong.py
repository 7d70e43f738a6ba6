class Inverse:
    """Document 002: the inverse as the tool for linear systems."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        return np.linalg.inv(A) @ b


class NoExchange:
    """Takes the diagonal entry as the pivot, unless it is exactly 0."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        M, n = np.hstack([A, b[:, None]]), len(b)
        for k in range(n):
            good = np.flatnonzero(M[k:, k])
            if len(good) == 0:
                raise ValueError("singular")
            M[[k, k + good[0]]] = M[[k + good[0], k]]
            M[k + 1 :] -= np.outer(M[k + 1 :, k] / M[k, k], M[k])
        return np.linalg.solve(M[:, :n], M[:, n])


class LargestNotAbsolute:
    """The largest entry, not the largest in absolute value."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        M, n = np.hstack([A, b[:, None]]), len(b)
        for k in range(n):
            p = k + np.argmax(M[k:, k])
            if M[p, k] == 0:
                p = k + np.argmin(M[k:, k])
            if M[p, k] == 0:
                raise ValueError("singular")
            M[[k, p]] = M[[p, k]]
            M[k + 1 :] -= np.outer(M[k + 1 :, k] / M[k, k], M[k])
        return np.linalg.solve(M[:, :n], M[:, n])


class ForgetsB:
    """Exchanges the rows of A and leaves b where it was."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        if np.linalg.matrix_rank(A) < len(A):
            raise ValueError("singular")
        return np.linalg.solve(A[np.argsort(-np.abs(A[:, 0]), kind="stable")], b)


class NormalEquations:
    """Solves A'A x = A'b, whose condition number is the square."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        if np.linalg.matrix_rank(A) < len(A):
            raise ValueError("singular")
        return np.linalg.solve(A.T @ A, A.T @ b)


class LeastSquaresForSingular:
    """Gives some answer for a singular matrix instead of refusing it."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        return np.linalg.lstsq(A, b, rcond=0)[0].astype(b.dtype)


class InPlace:
    """Eliminates in the caller's arrays."""

    def solve(A, b):
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError("shape")
        n = len(b)
        for k in range(n):
            p = k + np.argmax(np.abs(A[k:, k]))
            if A[p, k] == 0:
                raise ValueError("singular")
            A[[k, p]], b[[k, p]] = A[[p, k]], b[[p, k]]
            f = A[k + 1 :, k] / A[k, k]
            A[k + 1 :] -= np.outer(f, A[k])
            b[k + 1 :] -= f * b[k]
        return np.linalg.solve(A, b)


class FrobeniusNorm:
    """np.linalg.norm of a matrix without a second argument is the Frobenius norm."""

    def backward_error(A, x, b):
        below = np.linalg.norm(A) * np.linalg.norm(x) + np.linalg.norm(b)
        return np.linalg.norm(b - A @ x) / below if below > 0 else 0.0


class PlainResidual:
    """The residual without a scale: large numbers look bad, small ones good."""

    def backward_error(A, x, b):
        return np.linalg.norm(b - A @ x)


class RelativeToBAlone:
    """Divides by the norm of b: no longer the smallest change, and 0/0 for b = 0."""

    def backward_error(A, x, b):
        return np.linalg.norm(b - A @ x) / np.linalg.norm(b) if b.any() else 0.0


class Eigenvalues:
    """Eigenvalues for singular values: a shear looks harmless."""

    def condition_number(A):
        if A.shape[0] != A.shape[1]:
            return np.linalg.cond(A)
        size = np.abs(np.linalg.eigvals(A))
        return size.max() / size.min() if size.min() > 0 else math.inf


class TorchInverse:
    """Document 002: the inverse as the tool for linear systems."""

    backends = ("torch",)

    def solve(A, b):
        if A.dim() != 2 or A.shape[0] != A.shape[1] or b.shape != A.shape[:1]:
            raise ValueError("shape")
        inverse, info = torch.linalg.inv_ex(A)
        if info:
            raise ValueError("singular")
        return inverse @ b


class TorchWritesIntoM:
    """In-place rows: autograd finds its own tensors changed."""

    backends = ("torch",)

    def solve(A, b):
        if A.dim() != 2 or A.shape[0] != A.shape[1] or b.shape != A.shape[:1]:
            raise ValueError("shape")
        M, n = torch.cat([A, b[:, None]], dim=1), len(b)
        for k in range(n):
            p = k + int(M[k:, k].abs().argmax())
            if M[p, k] == 0:
                raise ValueError("singular")
            M[[k, p]] = M[[p, k]]
            M[k + 1 :] -= torch.outer(M[k + 1 :, k] / M[k, k], M[k])
        return torch.linalg.solve(M[:, :n], M[:, n])


class TorchFrobenius:
    """torch.linalg.norm of a matrix without a second argument is the Frobenius norm."""

    backends = ("torch",)

    def backward_error(A, x, b):
        below = torch.linalg.norm(A) * torch.linalg.norm(x) + torch.linalg.norm(b)
        return torch.linalg.norm(b - A @ x) / below if below > 0 else 0.0
