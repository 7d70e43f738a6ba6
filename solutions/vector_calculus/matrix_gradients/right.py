class Einsum:
    """The gradients with their indices written out."""

    def residual_gradients(A, X, B, C):
        R = np.einsum("ia,ab,bj->ij", A, X, B) - C
        G = R + R
        dA = np.einsum("ij,ab,bj->ia", G, X, B)
        dX = np.einsum("ij,ia,bj->ab", G, A, B)
        return dA, dX, np.einsum("ij,ia,ab->bj", G, A, X), -G

    def trace_inverse_gradient(X, A):
        Q = np.linalg.inv(X)
        return -np.einsum("ja,ab,bi->ij", Q, A, Q)


class BySolving:
    """Linear systems instead of an inverse."""

    def log_det_gradient(X):
        return np.linalg.solve(X.T, np.eye(len(X), dtype=X.dtype))

    def trace_inverse_gradient(X, A):
        half = np.linalg.solve(X.T, A.T)  # X^-T A^T
        return -np.linalg.solve(X, half.T).T


class LayerByLayer:
    """Backpropagation through two linear layers: upstream gradient, then one product a time."""

    backends = ("torch",)

    def residual_gradients(A, X, B, C):
        H = A @ X
        upstream = 2 * (H @ B - C)
        dH = upstream @ B.mT
        return dH @ X.mT, A.mT @ dH, H.mT @ upstream, -upstream


class TorchSolves:
    """Linear systems instead of an inverse."""

    backends = ("torch",)

    def log_det_gradient(X):
        return torch.linalg.solve(X.T, torch.eye(len(X), dtype=X.dtype))

    def trace_inverse_gradient(X, A):
        half = torch.linalg.solve(X.T, A.T)  # X^-T A^T
        return -torch.linalg.solve(X, half.T).T
