class SkipPathForgotten:
    """The gradient goes back through the branch alone: at alpha = 0 nothing arrives."""

    backends = ("numpy", "torch")

    def rezero_backward(dY, cache):
        X, A, F, W1, W2 = (cache[name] for name in ("X", "A", "F", "W1", "W2"))
        alpha = cache["alpha"]
        dF = alpha * dY
        dZ = (dF @ W2.T) * (A > 0)
        return dZ @ W1.T, (dY * F).sum(), X.T @ dZ, A.T @ dF


class BranchForgotten:
    """Takes the block for the identity on the way back."""

    backends = ("numpy", "torch")

    def rezero_backward(dY, cache):
        X, A, F, W1, W2 = (cache[name] for name in ("X", "A", "F", "W1", "W2"))
        alpha = cache["alpha"]
        dF = alpha * dY
        dZ = (dF @ W2.T) * (A > 0)
        return dY * 1, (dY * F).sum(), X.T @ dZ, A.T @ dF


class AlphaMissingInTheBranch:
    """The branch's gradient without its factor; at alpha = 1 nobody notices."""

    backends = ("numpy", "torch")

    def rezero_backward(dY, cache):
        X, A, F, W1, W2 = (cache[name] for name in ("X", "A", "F", "W1", "W2"))
        dF = 1 * dY
        dZ = (dF @ W2.T) * (A > 0)
        return dY + dZ @ W1.T, (dY * F).sum(), X.T @ dZ, A.T @ dF


class AlphaMissingInW2:
    """The factor reaches W1 and X, but not the last matrix."""

    backends = ("numpy", "torch")

    def rezero_backward(dY, cache):
        X, A, F, W1, W2 = (cache[name] for name in ("X", "A", "F", "W1", "W2"))
        alpha = cache["alpha"]
        dF = alpha * dY
        dZ = (dF @ W2.T) * (A > 0)
        return dY + dZ @ W1.T, (dY * F).sum(), X.T @ dZ, A.T @ dY


class AlphaPerExample:
    """One gradient of alpha for each row."""

    backends = ("numpy", "torch")

    def rezero_backward(dY, cache):
        X, A, F, W1, W2 = (cache[name] for name in ("X", "A", "F", "W1", "W2"))
        alpha = cache["alpha"]
        dF = alpha * dY
        dZ = (dF @ W2.T) * (A > 0)
        return dY + dZ @ W1.T, (dY * F).sum(1), X.T @ dZ, A.T @ dF


class AlphaMean:
    """The mean over all entries: a learning rate for alpha that depends on the shape."""

    backends = ("numpy", "torch")

    def rezero_backward(dY, cache):
        X, A, F, W1, W2 = (cache[name] for name in ("X", "A", "F", "W1", "W2"))
        alpha = cache["alpha"]
        dF = alpha * dY
        dZ = (dF @ W2.T) * (A > 0)
        return dY + dZ @ W1.T, (dY * F).mean(), X.T @ dZ, A.T @ dF


class AlphaGradientScaledTwice:
    """Multiplies alpha's own gradient by alpha: it stays 0 for ever."""

    backends = ("numpy", "torch")

    def rezero_backward(dY, cache):
        X, A, F, W1, W2 = (cache[name] for name in ("X", "A", "F", "W1", "W2"))
        alpha = cache["alpha"]
        dF = alpha * dY
        dZ = (dF @ W2.T) * (A > 0)
        return dY + dZ @ W1.T, alpha * (dY * F).sum(), X.T @ dZ, A.T @ dF


class AlphaSumsFirst:
    """The product of the sums instead of the sum of the products."""

    backends = ("numpy", "torch")

    def rezero_backward(dY, cache):
        X, A, F, W1, W2 = (cache[name] for name in ("X", "A", "F", "W1", "W2"))
        alpha = cache["alpha"]
        dF = alpha * dY
        dZ = (dF @ W2.T) * (A > 0)
        return dY + dZ @ W1.T, dY.sum() * F.sum(), X.T @ dZ, A.T @ dF


class SlopeForgotten:
    """The branch goes back as if it were linear."""

    backends = ("numpy", "torch")

    def rezero_backward(dY, cache):
        X, A, F, W1, W2 = (cache[name] for name in ("X", "A", "F", "W1", "W2"))
        alpha = cache["alpha"]
        dF = alpha * dY
        dZ = (dF @ W2.T) * (A >= 0)
        return dY + dZ @ W1.T, (dY * F).sum(), X.T @ dZ, A.T @ dF


class WritesIntoItsInput:
    """Adds the branch to X itself: the cache then holds Y."""

    backends = ("numpy", "torch")

    def rezero_forward(X, alpha, W1, W2):
        A = X @ W1
        A = A * (A > 0)
        F = A @ W2
        X += alpha * F
        return X, {"X": X, "A": A, "F": F, "alpha": alpha, "W1": W1, "W2": W2}


class AlphaOnTheSkipPath:
    """Weighs the identity instead of the branch."""

    backends = ("numpy", "torch")

    def rezero_forward(X, alpha, W1, W2):
        A = X @ W1
        A = A * (A > 0)
        F = A @ W2
        return alpha * X + F, {"X": X, "A": A, "F": F, "alpha": alpha, "W1": W1, "W2": W2}
