class HalfSum:
    """Documents 001, 003 and 004: half the sum of squares under the name of MSE."""

    def mse(y_hat, y):
        if y_hat.shape != y.shape:
            raise ValueError("shapes differ")
        return 0.5 * ((y_hat - y) ** 2).sum()

    def mse_gradient(y_hat, y):
        if y_hat.shape != y.shape:
            raise ValueError("shapes differ")
        return y_hat - y


class GradientOfTheSum:
    """Forgets that the mean divides the gradient too."""

    backends = ("numpy", "torch")

    def mse_gradient(y_hat, y):
        if y_hat.shape != y.shape:
            raise ValueError("shapes differ")
        return 2 * (y_hat - y)


class WrongSign:
    """Documents 001, 002 and 004: target minus prediction, so that descent climbs."""

    backends = ("numpy", "torch")

    def mse_gradient(y_hat, y):
        if y_hat.shape != y.shape:
            raise ValueError("shapes differ")
        return 2 * (y - y_hat) / len(y.reshape(-1))


class MeanOverRows:
    """Divides by the number of rows: right for (n,), wrong for (n, d)."""

    def mse(y_hat, y):
        if y_hat.shape != y.shape:
            raise ValueError("shapes differ")
        return ((y_hat - y) ** 2).sum() / len(y)


class Broadcasts:
    """Never compares the shapes: (n, 1) against (n,) becomes n x n."""

    def mse(y_hat, y):
        return ((y_hat - y) ** 2).mean()


class DocumentHinge:
    """Document 002's max(0, alpha - beta) with label and score put in: no product, no margin."""

    backends = ("numpy", "torch")

    def hinge(f, y):
        if f.shape != y.shape or not (abs(y) == 1).all():
            raise ValueError("bad labels")
        difference = y - f
        return (difference * (difference > 0)).mean()


class Perceptron:
    """max(0, -y f): the margin of 1 is missing."""

    def hinge(f, y):
        if f.shape != y.shape or not (abs(y) == 1).all():
            raise ValueError("bad labels")
        return np.maximum(0, -y * f).mean()

    def hinge_gradient(f, y):
        if f.shape != y.shape or not (abs(y) == 1).all():
            raise ValueError("bad labels")
        return -y * (y * f < 0) / len(y)


class SquaredHinge:
    """Squares the violation: a different loss, with a different gradient."""

    def hinge(f, y):
        if f.shape != y.shape or not (abs(y) == 1).all():
            raise ValueError("bad labels")
        return (np.maximum(0, 1 - y * f) ** 2).mean()

    def hinge_gradient(f, y):
        if f.shape != y.shape or not (abs(y) == 1).all():
            raise ValueError("bad labels")
        return -2 * y * np.maximum(0, 1 - y * f) / len(y)


class NoMask:
    """-y for every example, also for those beyond the margin."""

    backends = ("numpy", "torch")

    def hinge_gradient(f, y):
        if f.shape != y.shape or not (abs(y) == 1).all():
            raise ValueError("bad labels")
        return -y / len(y)


class SlopeAtTheCorner:
    """<= instead of <: a point on the margin still pulls."""

    backends = ("numpy", "torch")

    def hinge_gradient(f, y):
        if f.shape != y.shape or not (abs(y) == 1).all():
            raise ValueError("bad labels")
        return -y * (y * f <= 1) / len(y)


class HingeGradientOfTheSum:
    """Forgets the 1/n."""

    def hinge_gradient(f, y):
        if f.shape != y.shape or not (abs(y) == 1).all():
            raise ValueError("bad labels")
        return -y * (y * f < 1)


class ZeroOneLabels:
    """Takes labels 0 and 1 without a word."""

    def hinge(f, y):
        if f.shape != y.shape:
            raise ValueError("shapes differ")
        return np.maximum(0, 1 - y * f).mean()


class DetachedHinge:
    """Goes through NumPy, so no gradient flows."""

    backends = ("torch",)

    def hinge(f, y):
        if f.shape != y.shape or not (abs(y) == 1).all():
            raise ValueError("bad labels")
        return torch.tensor(np.maximum(0, 1 - (y * f).detach().numpy()).mean())
