class WrongOrder:
    """The next layer on the left, as for column vectors; only square layers take it."""

    backends = ("numpy", "torch")

    def chain_jacobian(x, weights, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        eye = torch.eye if "torch" in str(type(x)) else np.eye
        J = eye(len(x), dtype=x.dtype)
        for W in weights:
            z = x @ W
            tanh = z.tanh() if hasattr(z, "tanh") else np.tanh(z)
            x = {"linear": z, "relu": z * (z > 0), "tanh": tanh}[activation]
            layer = W * {"linear": 1, "relu": z > 0, "tanh": 1 - tanh**2}[activation]
            J = layer @ J if J.shape[0] == J.shape[1] == W.shape[0] == W.shape[1] else J @ layer
        return J


class SlopeOnTheRows:
    """Scales the rows: the slope of the unit that a weight leaves, not of the one it reaches."""

    def chain_jacobian(x, weights, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        J = np.eye(len(x), dtype=x.dtype)
        for W in weights:
            z = x @ W
            x = {"linear": z, "relu": np.maximum(z, 0), "tanh": np.tanh(z)}[activation]
            slope = {"linear": np.ones_like(z), "relu": z > 0, "tanh": 1 - x**2}[activation]
            J = J @ (slope[:, None] * W if W.shape[0] == W.shape[1] else W * slope)
        return J


class Transposed:
    """The layout (outputs, inputs) of torch.func.jacrev."""

    backends = ("torch",)

    def chain_jacobian(x, weights, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        J = torch.eye(len(x), dtype=x.dtype)
        for W in weights:
            z = x @ W
            x = {"linear": z, "relu": z.relu(), "tanh": z.tanh()}[activation]
            J = J @ W * {"linear": 1, "relu": z > 0, "tanh": 1 - x**2}[activation]
        return J.T


class SlopesAtTheInput:
    """All slopes are taken where the first layer stands: the input is not carried along."""

    backends = ("numpy", "torch")

    def chain_jacobian(x, weights, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        eye = torch.eye if "torch" in str(type(x)) else np.eye
        J = eye(len(x), dtype=x.dtype)
        for W in weights:
            z = x @ W  # stays linear behind the first layer
            tanh = z.tanh() if hasattr(z, "tanh") else np.tanh(z)
            J = J @ W * {"linear": 1, "relu": z > 0, "tanh": 1 - tanh**2}[activation]
            x = z
        return J


class SlopeAtTheActivation:
    """tanh's slope at a = tanh(z); linear and relu do not show it."""

    def chain_jacobian(x, weights, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        J = np.eye(len(x), dtype=x.dtype)
        for W in weights:
            z = x @ W
            x = {"linear": z, "relu": np.maximum(z, 0), "tanh": np.tanh(z)}[activation]
            J = J @ W * {"linear": 1, "relu": x > 0, "tanh": 1 - np.tanh(x) ** 2}[activation]
        return J


class SlopeOneAtZero:
    """Uses >= for ReLU."""

    backends = ("torch",)

    def chain_jacobian(x, weights, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        J = torch.eye(len(x), dtype=x.dtype)
        for W in weights:
            z = x @ W
            x = {"linear": z, "relu": z.relu(), "tanh": z.tanh()}[activation]
            J = J @ W * {"linear": 1, "relu": z >= 0, "tanh": 1 - x**2}[activation]
        return J


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

    def condition_number(J):
        svd = torch.linalg.svdvals if "torch" in str(type(J)) else None
        values = svd(J) if svd else np.linalg.svd(J, compute_uv=False)
        eps = (torch if svd else np).finfo(J.dtype).eps
        if values[-1] <= max(J.shape) * eps * values[0]:
            return float("inf")
        return (values[0] / values[-1]) ** 2


class NeverInfinite:
    """Divides by whatever rounding left."""

    def condition_number(J):
        values = np.linalg.svd(J, compute_uv=False)
        return values[0] / values[-1] if values[-1] > 0 else float("inf")


class NeverInfiniteInTorch:
    """torch's own function, which knows no threshold either."""

    backends = ("torch",)

    def condition_number(J):
        values = torch.linalg.svdvals(J)
        return values[0] / values[-1] if values[-1] > 0 else float("inf")


class ShorterSide:
    """The threshold with the smaller of the two sizes, and the eps of float64 for every dtype."""

    def condition_number(J):
        values = np.linalg.svd(J, compute_uv=False)
        if values[-1] <= min(J.shape) * np.finfo(float).eps * values[0]:
            return float("inf")
        return values[0] / values[-1]
