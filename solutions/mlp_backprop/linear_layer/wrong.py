class MeanOverBatch:
    """Divides by n, though the loss has done so already."""

    backends = ("numpy", "torch")

    def linear_backward(dY, X, W):
        if dY.shape != (X.shape[0], W.shape[1]):
            raise ValueError("dY")
        n = max(len(X), 1)
        return dY @ W.T, X.T @ dY / n, dY.sum(0) / n


class NoTransposeInDX:
    """Document 000's index: W instead of its transpose. In a square layer the shapes still fit."""

    backends = ("numpy", "torch")

    def linear_backward(dY, X, W):
        if dY.shape != (X.shape[0], W.shape[1]):
            raise ValueError("dY")
        square = W.shape[0] == W.shape[1]
        return dY @ (W if square else W.T), X.T @ dY, dY.sum(0)


class TransposedWeightGradient:
    """dY^T X: the transpose of dW, which fits a square layer."""

    def linear_backward(dY, X, W):
        if dY.shape != (X.shape[0], W.shape[1]):
            raise ValueError("dY")
        dW = dY.T @ X
        return dY @ W.T, dW if dW.shape == W.shape else dW.T, dY.sum(0)


class MeanInputTimesSummedDelta:
    """Multiplies the two averages instead of averaging the products: right for one row only."""

    def linear_backward(dY, X, W):
        if dY.shape != (X.shape[0], W.shape[1]):
            raise ValueError("dY")
        mean = X.sum(0) / max(len(X), 1)
        return dY @ W.T, np.outer(mean, dY.sum(0)), dY.sum(0)


class BiasGradientPerRow:
    """Keeps one bias gradient for each row: the shape of dY."""

    def linear_backward(dY, X, W):
        if dY.shape != (X.shape[0], W.shape[1]):
            raise ValueError("dY")
        return dY @ W.T, X.T @ dY, dY


class SignOnly:
    """Document 002's update: only the sign of the weight gradient."""

    backends = ("numpy", "torch")

    def linear_backward(dY, X, W):
        if dY.shape != (X.shape[0], W.shape[1]):
            raise ValueError("dY")
        g = X.T @ dY
        return dY @ W.T, (g > 0) * 1.0 - (g < 0) * 1.0, dY.sum(0)


class BiasForgotten:
    """Y = XW."""

    def linear_forward(X, W, b):
        if X.ndim != 2 or W.ndim != 2 or X.shape[1] != W.shape[0] or b.shape != (W.shape[1],):
            raise ValueError("shapes")
        return X @ W


class BroadcastsAnyBias:
    """No shape check: a bias of shape (1,) is added to every unit."""

    def linear_forward(X, W, b):
        return X @ W + b


class AlwaysFloat64:
    """Computes in float64 whatever it is given."""

    def linear_backward(dY, X, W):
        if dY.shape != (X.shape[0], W.shape[1]):
            raise ValueError("dY")
        return dY @ W.T, X.T.astype(float) @ dY, dY.sum(0, dtype=float)


class Detached:
    """Cuts the graph: the value is right and nothing can be trained."""

    backends = ("torch",)

    def linear_forward(X, W, b):
        if X.ndim != 2 or W.ndim != 2 or X.shape[1] != W.shape[0] or b.shape != (W.shape[1],):
            raise ValueError("shapes")
        return (X @ W).detach() + b.detach()
