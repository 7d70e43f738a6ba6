class VarianceForSecondMoment:
    """Subtracts the mean first; behind ReLU the mean is not 0."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = {
            "linear": np.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - np.tanh(z) ** 2,
        }[activation]
        A, seen = X.astype(np.float64), []
        forward = [A.var()]
        for W in weights:
            W = W.astype(np.float64)
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append(A.var())
        dA = dY.astype(np.float64)
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return np.array(forward), np.array(backward[::-1])


class VarianceForSecondMomentInTorch:
    """Subtracts the mean first; behind ReLU the mean is not 0."""

    backends = ("torch",)

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: torch.relu(z), "tanh": torch.tanh}[
            activation
        ]
        slope = {
            "linear": torch.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - torch.tanh(z) ** 2,
        }[activation]
        A, seen = X.double(), []
        forward = [A.var(correction=0)]
        for W in weights:
            W = W.double()
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append(A.var(correction=0))
        dA = dY.double()
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return torch.stack(forward), torch.stack(backward[::-1])


class PreActivations:
    """Measures Z where A is asked for."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = {
            "linear": np.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - np.tanh(z) ** 2,
        }[activation]
        A, seen = X.astype(np.float64), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.astype(np.float64)
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((Z**2).mean())
        dA = dY.astype(np.float64)
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return np.array(forward), np.array(backward[::-1])


class SlopeAtTheActivation:
    """Takes the slope of tanh at A = tanh(Z). ReLU hides it."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = {
            "linear": np.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - np.tanh(z) ** 2,
        }[activation]
        A, seen = X.astype(np.float64), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.astype(np.float64)
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.astype(np.float64)
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(phi(Z))) @ W.T
            backward.append((dA**2).mean())
        return np.array(forward), np.array(backward[::-1])


class SlopeAtTheActivationInTorch:
    """Takes the slope of tanh at A = tanh(Z). ReLU hides it."""

    backends = ("torch",)

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: torch.relu(z), "tanh": torch.tanh}[
            activation
        ]
        slope = {
            "linear": torch.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - torch.tanh(z) ** 2,
        }[activation]
        A, seen = X.double(), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.double()
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.double()
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(phi(Z))) @ W.T
            backward.append((dA**2).mean())
        return torch.stack(forward), torch.stack(backward[::-1])


class SlopeAfterTheProduct:
    """The slope on the wrong side of the weights; only for square layers the shapes fit."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = {
            "linear": np.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - np.tanh(z) ** 2,
        }[activation]
        A, seen = X.astype(np.float64), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.astype(np.float64)
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.astype(np.float64)
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = dA @ W.T * slope(Z) if W.shape[0] == W.shape[1] else (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return np.array(forward), np.array(backward[::-1])


class NoSlope:
    """The gradient goes back through the weights alone."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = np.ones_like
        A, seen = X.astype(np.float64), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.astype(np.float64)
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.astype(np.float64)
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return np.array(forward), np.array(backward[::-1])


class NoSlopeInTorch:
    """The gradient goes back through the weights alone."""

    backends = ("torch",)

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: torch.relu(z), "tanh": torch.tanh}[
            activation
        ]
        slope = torch.ones_like
        A, seen = X.double(), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.double()
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.double()
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return torch.stack(forward), torch.stack(backward[::-1])


class RootMeanSquare:
    """Returns the roots of the means."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = {
            "linear": np.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - np.tanh(z) ** 2,
        }[activation]
        A, seen = X.astype(np.float64), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.astype(np.float64)
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.astype(np.float64)
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return np.sqrt(forward), np.sqrt(backward[::-1])


class FromTheOutput:
    """Returns the gradients in the order in which they are found."""

    backends = ("torch",)

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: torch.relu(z), "tanh": torch.tanh}[
            activation
        ]
        slope = {
            "linear": torch.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - torch.tanh(z) ** 2,
        }[activation]
        A, seen = X.double(), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.double()
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.double()
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return torch.stack(forward), torch.stack(backward)


class SumOverTheUnits:
    """Sums over the units, averages over the batch: ten times the width, ten times the signal."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = {
            "linear": np.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - np.tanh(z) ** 2,
        }[activation]
        A, seen = X.astype(np.float64), []
        forward = [(A**2).sum(1).mean()]
        for W in weights:
            W = W.astype(np.float64)
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).sum(1).mean())
        dA = dY.astype(np.float64)
        backward = [(dA**2).sum(1).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).sum(1).mean())
        return np.array(forward), np.array(backward[::-1])


class SlopeOneAtZero:
    """Uses >= for ReLU: a dead layer passes its gradient on."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = {
            "linear": np.ones_like,
            "relu": lambda z: (z >= 0) * 1.0,
            "tanh": lambda z: 1 - np.tanh(z) ** 2,
        }[activation]
        A, seen = X.astype(np.float64), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.astype(np.float64)
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.astype(np.float64)
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return np.array(forward), np.array(backward[::-1])


class SlopeOneAtZeroInTorch:
    """Uses >= for ReLU: a dead layer passes its gradient on."""

    backends = ("torch",)

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: torch.relu(z), "tanh": torch.tanh}[
            activation
        ]
        slope = {
            "linear": torch.ones_like,
            "relu": lambda z: (z >= 0) * 1.0,
            "tanh": lambda z: 1 - torch.tanh(z) ** 2,
        }[activation]
        A, seen = X.double(), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.double()
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.double()
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return torch.stack(forward), torch.stack(backward[::-1])


class KeepsTheDtype:
    """Calculates in the dtype of the arguments: deep float32 signals underflow."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = {
            "linear": np.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - np.tanh(z) ** 2,
        }[activation]
        A, seen = X, []
        forward = [(A**2).mean()]
        for W in weights:
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return np.array(forward), np.array(backward[::-1])


class KeepsTheDtypeInTorch:
    """Calculates in the dtype of the arguments: deep float32 signals underflow."""

    backends = ("torch",)

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: torch.relu(z), "tanh": torch.tanh}[
            activation
        ]
        slope = {
            "linear": torch.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - torch.tanh(z) ** 2,
        }[activation]
        A, seen = X, []
        forward = [(A**2).mean()]
        for W in weights:
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ W.T
            backward.append((dA**2).mean())
        return torch.stack(forward), torch.stack(backward[::-1])


class TransposeForgotten:
    """W where its transpose belongs; a square layer takes it."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        phi = {"linear": lambda z: z, "relu": lambda z: np.maximum(z, 0), "tanh": np.tanh}[
            activation
        ]
        slope = {
            "linear": np.ones_like,
            "relu": lambda z: (z > 0) * 1.0,
            "tanh": lambda z: 1 - np.tanh(z) ** 2,
        }[activation]
        A, seen = X.astype(np.float64), []
        forward = [(A**2).mean()]
        for W in weights:
            W = W.astype(np.float64)
            Z = A @ W
            A = phi(Z)
            seen.append((W, Z))
            forward.append((A**2).mean())
        dA = dY.astype(np.float64)
        backward = [(dA**2).mean()]
        for W, Z in seen[::-1]:
            dA = (dA * slope(Z)) @ (W if W.shape[0] == W.shape[1] else W.T)
            backward.append((dA**2).mean())
        return np.array(forward), np.array(backward[::-1])
