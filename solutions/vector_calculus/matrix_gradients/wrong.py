class NoFactorTwo:
    """The gradient of half the sum of squares."""

    backends = ("numpy", "torch")

    def residual_gradients(A, X, B, C):
        R = A @ X @ B - C
        return R @ (X @ B).T, A.T @ R @ B.T, (A @ X).T @ R, -R


class TargetWithTheWrongSign:
    """Forgets that C enters with a minus."""

    backends = ("numpy", "torch")

    def residual_gradients(A, X, B, C):
        R = 2 * (A @ X @ B - C)
        return R @ (X @ B).T, A.T @ R @ B.T, (A @ X).T @ R, R


class OrderOfFactors:
    """(B X)^T in place of (X B)^T where the sizes allow it."""

    backends = ("numpy", "torch")

    def residual_gradients(A, X, B, C):
        R = 2 * (A @ X @ B - C)
        square = X.shape == B.shape and X.shape[0] == X.shape[1]
        return R @ (B @ X if square else X @ B).T, A.T @ R @ B.T, (A @ X).T @ R, -R


class NoTransposeOfTheInverse:
    """X^-1 instead of its transpose: right for symmetric matrices, as in most textbooks' examples."""

    def log_det_gradient(X):
        return np.linalg.inv(X)


class TorchNoTransposeOfTheInverse:
    """X^-1 instead of its transpose: right for symmetric matrices, as in most textbooks' examples."""

    backends = ("torch",)

    def log_det_gradient(X):
        return torch.linalg.inv(X)


class GradientOfTheDeterminant:
    """Forgets the logarithm: det(X) X^-T."""

    def log_det_gradient(X):
        return np.linalg.det(X) * np.linalg.inv(X).T


class InverseSquared:
    """Takes the school rule -a/x^2 as it stands: -X^-2 A, as if matrices commuted."""

    def trace_inverse_gradient(X, A):
        inverse = np.linalg.inv(X)
        return -(inverse @ inverse @ A).T


class TorchInverseSquared:
    """Takes the school rule -a/x^2 as it stands: -X^-2 A, as if matrices commuted."""

    backends = ("torch",)

    def trace_inverse_gradient(X, A):
        inverse = torch.linalg.inv(X)
        return -(inverse @ inverse @ A).T


class NoTransposeOfTheWhole:
    """Reads off G^T where G is asked for."""

    def trace_inverse_gradient(X, A):
        inverse = np.linalg.inv(X)
        return -inverse @ A @ inverse


class TorchNoTransposeOfTheWhole:
    """Reads off G^T where G is asked for."""

    backends = ("torch",)

    def trace_inverse_gradient(X, A):
        inverse = torch.linalg.inv(X)
        return -inverse @ A @ inverse


class ForgottenMinus:
    """d(X^-1) without its minus sign."""

    def trace_inverse_gradient(X, A):
        inverse = np.linalg.inv(X)
        return (inverse @ A @ inverse).T


class HalfTransposed:
    """Transposes the two inverses and forgets A."""

    backends = ("torch",)

    def trace_inverse_gradient(X, A):
        inverse = torch.linalg.inv(X).T
        return -inverse @ A @ inverse


class InPlace:
    """Subtracts C from the caller's product, and negates the caller's C."""

    def residual_gradients(A, X, B, C):
        R = 2 * (A @ X @ B - C)
        np.negative(R, out=C)
        return R @ (X @ B).T, A.T @ R @ B.T, (A @ X).T @ R, C
