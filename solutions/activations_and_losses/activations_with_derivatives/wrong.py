class SigmoidOfActivation:
    """The derivative formula a(1-a) applied to z instead of to a = sigmoid(z)."""

    def sigmoid_derivative(z):
        return z * (1 - z)


class SigmoidTwice:
    """Document 002's slip: takes sigma' at the activation instead of at z."""

    def sigmoid_derivative(z):
        a = sigmoid(z)
        return sigmoid(a) * sigmoid(-a)


class Cancels:
    """s(1-s) and 1-t^2: right to the eye, exactly 0 in the tails."""

    backends = ("numpy", "torch")

    def sigmoid_derivative(z):
        s = sigmoid(z)
        return s * (1 - s)

    def tanh_derivative(z):
        return 1 - tanh(z) ** 2


class PrintedTanh:
    """The printed formula: inf/inf for large z."""

    def tanh(z):
        return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


class TanhMissesTheStretch:
    """2 sigmoid(z) - 1: the factor of 2 inside is lost, so this is tanh(z/2)."""

    backends = ("numpy", "torch")

    def tanh(z):
        return 2 * sigmoid(z) - 1


class TanhSlopeMissesAFactor:
    """Only one of the two factors of 2 from the chain rule."""

    backends = ("numpy", "torch")

    def tanh_derivative(z):
        return 2 * sigmoid_derivative(2 * z)


class ReluSlopeIsRelu:
    """Document 003's slip: max(0, z) in the place of its derivative."""

    backends = ("numpy", "torch")

    def relu_derivative(z):
        return relu(z)


class ReluSlopeOneAtZero:
    """z >= 0 instead of z > 0."""

    def relu_derivative(z):
        return (z >= 0).astype(z.dtype)


class ReluSlopeIsBool:
    """The comparison itself: the right pattern with the wrong dtype."""

    def relu_derivative(z):
        return z > 0


class ReluInPlace:
    """Overwrites the caller's negative entries."""

    backends = ("numpy", "torch")

    def relu(z):
        z[z < 0] = 0
        return z


class LeakyRelu:
    """Lets a hundredth of the negative part through."""

    def relu(z):
        return np.where(z > 0, z, 0.01 * z)


class Doubles:
    """Builds float64 constants into the result."""

    def relu_derivative(z):
        return np.where(z > 0, np.ones(z.shape), np.zeros(z.shape))


class PrintedSigmoid:
    """1/(1+exp(-z)): right values, but autograd gives NaN at z = -800."""

    backends = ("torch",)

    def sigmoid(z):
        return 1 / (1 + torch.exp(-z))


class AbsInside:
    """exp(-|z|) in two branches: stable, but autograd gives slope 0 at z = 0."""

    backends = ("torch",)

    def sigmoid(z):
        small = torch.exp(-torch.abs(z))
        return torch.where(z >= 0, 1 / (1 + small), small / (1 + small))


class DetachedRelu:
    """Goes through NumPy, so no gradient flows."""

    backends = ("torch",)

    def relu(z):
        return torch.from_numpy(np.maximum(z.detach().numpy(), 0))
