class DiagonalOfSoftmax:
    """p (1 - p) as the slope of softmax: the off-diagonal part of every Jacobian is lost."""

    backends = ("numpy", "torch")

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes")
        e = 2.718281828459045 ** (X @ W)
        P = e / e.sum(1)[:, None]
        return X.T @ (P * (1 - P) * (X @ V)) / len(X) + lam * V


class SumOverExamples:
    """Forgets the 1/n of the mean."""

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes")
        Z = X @ W
        P = np.exp(Z - Z.max(axis=1, keepdims=True))
        P = P / P.sum(axis=1, keepdims=True)
        U = X @ V
        return X.T @ (P * (U - (P * U).sum(axis=1, keepdims=True))) + lam * V


class PenaltyOfTheWeights:
    """Adds lam W, the gradient of the penalty, instead of its change along V."""

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes")
        Z = X @ W
        P = np.exp(Z - Z.max(axis=1, keepdims=True))
        P = P / P.sum(axis=1, keepdims=True)
        U = X @ V
        return X.T @ (P * (U - (P * U).sum(axis=1, keepdims=True))) / len(X) + lam * W


class TorchPenaltyForgotten:
    """The data term alone."""

    backends = ("torch",)

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes")
        P, U = torch.softmax(X @ W, dim=1), X @ V
        return X.T @ (P * (U - (P * U).sum(dim=1, keepdim=True))) / len(X)


class TorchGradientInstead:
    """The softmax of X V: evaluates the gradient at V instead of moving along it."""

    backends = ("torch",)

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes")
        P = torch.softmax(X @ (W + V), dim=1) - torch.softmax(X @ W, dim=1)
        return X.T @ P / len(X) + lam * V


class Overflows:
    """Exponentials of the raw logits."""

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes")
        with np.errstate(all="ignore"):
            P = np.exp(X @ W)
            P = P / P.sum(axis=1, keepdims=True)
            U = X @ V
            return X.T @ (P * (U - (P * U).sum(axis=1, keepdims=True))) / len(X) + lam * V


class ForwardDifference:
    """One gradient at w and one beyond it: exact for a quadratic, and for nothing else."""

    backends = ("numpy", "torch")

    def hvp_by_differences(gradient, w, v, h):
        if v.shape != w.shape:
            raise ValueError("shapes")
        w, v = w * 1.0, v * 1.0
        length = (v * v).sum() ** 0.5
        if length == 0:
            return w * 0
        return length * (gradient(w + h * v / length) - gradient(w)) / h


class StepAsLongAsV:
    """Steps by h v, whatever the length of v."""

    def hvp_by_differences(gradient, w, v, h):
        if v.shape != w.shape:
            raise ValueError("shapes")
        w, v = w.astype(float), v.astype(float)
        return (gradient(w + h * v) - gradient(w - h * v)) / (2 * h)


class TorchStepAsLongAsV:
    """Steps by h v, whatever the length of v."""

    backends = ("torch",)

    def hvp_by_differences(gradient, w, v, h):
        if v.shape != w.shape:
            raise ValueError("shapes")
        w, v = w.double(), v.double()
        return (gradient(w + h * v) - gradient(w - h * v)) / (2 * h)


class ForgetsTheLength:
    """The product with v / |v| instead of v."""

    def hvp_by_differences(gradient, w, v, h):
        if v.shape != w.shape:
            raise ValueError("shapes")
        w, v = w.astype(float), v.astype(float)
        length = np.linalg.norm(v)
        if length == 0:
            return 0 * w
        return (gradient(w + h * v / length) - gradient(w - h * v / length)) / (2 * h)


class NaNForZero:
    """0 / 0 for the direction 0."""

    def hvp_by_differences(gradient, w, v, h):
        if v.shape != w.shape:
            raise ValueError("shapes")
        w, v = w.astype(float), v.astype(float)
        length = np.linalg.norm(v)
        with np.errstate(all="ignore"):
            u = v / length
        return length * (gradient(w + h * u) - gradient(w - h * u)) / (2 * h)


class KeepsFloat32:
    """Adds a tiny step to a float32 point."""

    backends = ("numpy", "torch")

    def hvp_by_differences(gradient, w, v, h):
        if v.shape != w.shape:
            raise ValueError("shapes")
        length = (v * v).sum() ** 0.5
        if length == 0:
            return w * 0
        return length * (gradient(w + h * v / length) - gradient(w - h * v / length)) / (2 * h)
