class WrongOrder:
    """The next layer on the left, as for column vectors; only square layers take it."""

    backends = ("numpy", "torch")
    edits = {
        "J = J @ W * slope": (
            "J = (W * slope) @ J if J.shape == W.shape == W.T.shape else J @ W * slope"
        )
    }


class SlopeOnTheRows:
    """Scales the rows: the slope of the unit that a weight leaves, not of the one it reaches."""

    backends = ("numpy", "torch")
    edits = {
        "J = J @ W * slope": "J = J @ (W.T * slope).T if len(W) == len(W.T) else J @ W * slope"
    }


class Transposed:
    """The layout (outputs, inputs) of torch.func.jacrev."""

    backends = ("numpy", "torch")
    edits = {"return J": "return J.T"}


class SlopesAtTheInput:
    """All slopes are taken where the first layer stands: the input is not carried along."""

    backends = ("numpy", "torch")
    edits = {"J = J @ W * slope": "x, J = z, J @ W * slope"}


class SlopeAtTheActivation:
    """tanh's slope at a = tanh(z); linear and relu do not show it."""

    edits = {"1 - x**2": "1 - np.tanh(x) ** 2"}


class SlopeOneAtZero:
    """Uses >= for ReLU."""

    backends = ("numpy", "torch")
    edits = {"z > 0": "z >= 0"}


class Eigenvalues:
    """The ratio of eigenvalues: equal for symmetric matrices alone."""

    def condition_number(J):
        values = np.linalg.svd(J, compute_uv=False)
        if values[-1] <= max(J.shape) * np.finfo(J.dtype).eps * values[0]:
            return float("inf")
        if J.shape[0] == J.shape[1]:
            values = np.sort(np.abs(np.linalg.eigvals(J)))[::-1]
        return values[0] / values[-1]


class OfTheGramMatrix:
    """The condition of J J^T: the square of the right one."""

    backends = ("numpy", "torch")
    edits = {"return values[0] / values[-1]": "return (values[0] / values[-1]) ** 2"}


class NeverInfinite:
    """Divides by whatever rounding left."""

    edits = {"max(J.shape) * np.finfo(J.dtype).eps * values[0]": "0"}


class NeverInfiniteInTorch:
    """torch's own function, which knows no threshold either."""

    backends = ("torch",)
    edits = {"max(J.shape) * torch.finfo(J.dtype).eps * values[0]": "0"}


class ShorterSide:
    """The threshold with the smaller of the two sizes, and the eps of float64 for every dtype."""

    edits = {"max(J.shape) * np.finfo(J.dtype).eps": "min(J.shape) * np.finfo(float).eps"}
