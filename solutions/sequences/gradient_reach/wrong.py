class NotTransposed:
    """Row j by unit j of the OLD state: the slope on the wrong side of W_h."""

    def step_jacobian(h_new, W_h):
        return (1 - h_new**2)[:, None] * W_h


class SlopeOnColumns:
    """The slope multiplies the columns in place of the rows."""

    def step_jacobian(h_new, W_h):
        return (1 - h_new**2) * W_h.T


class SlopeOfTheState:
    """Takes 1 - tanh(h)^2 of a state that has been through tanh already."""

    def step_jacobian(h_new, W_h):
        return (1 - np.tanh(h_new) ** 2)[:, None] * W_h.T


class NoSlope:
    """Leaves the slope of tanh out: W_h transposed alone."""

    def step_jacobian(h_new, W_h):
        return W_h.T + 0 * h_new


class SigmoidSlope:
    """h (1 - h), the slope of the sigmoid."""

    def step_jacobian(h_new, W_h):
        return (h_new * (1 - h_new))[:, None] * W_h.T


class PlainProduct:
    """Multiplies all Jacobians without a scale: 0 or overflow after some hundred steps."""

    def gradient_reach(X, h0, W_x, W_h, b):
        h, product = h0, np.eye(len(h0), dtype=X.dtype)
        reach = []
        for x in X:
            h = np.tanh(x @ W_x + h @ W_h + b)
            product = step_jacobian(h, W_h) @ product
            size = float(np.linalg.norm(product, 2))
            reach.append(math.log10(size) if size > 0 else -math.inf)
        return np.array(reach, dtype=X.dtype)


class WrongOrder:
    """Multiplies the newest Jacobian from the right."""

    def gradient_reach(X, h0, W_x, W_h, b):
        h, product = h0, np.eye(len(h0), dtype=X.dtype)
        exponent, reach = 0.0, []
        for x in X:
            h = np.tanh(x @ W_x + h @ W_h + b)
            product = product @ step_jacobian(h, W_h)
            size = float(np.linalg.norm(product, 2))
            if size == 0:
                exponent = -math.inf
            else:
                product = product / size
                exponent += math.log10(size)
            reach.append(exponent)
        return np.array(reach, dtype=X.dtype)


class FrobeniusNorm:
    """The root of all squares in place of the largest singular value."""

    def gradient_reach(X, h0, W_x, W_h, b):
        h, product = h0, np.eye(len(h0), dtype=X.dtype)
        exponent, reach = 0.0, []
        for x in X:
            h = np.tanh(x @ W_x + h @ W_h + b)
            product = step_jacobian(h, W_h) @ product
            size = float(np.linalg.norm(product))
            if size == 0:
                exponent = -math.inf
            else:
                product = product / size
                exponent += math.log10(size)
            reach.append(exponent)
        return np.array(reach, dtype=X.dtype)


class NaturalLogarithm:
    """log in place of log10."""

    def gradient_reach(X, h0, W_x, W_h, b):
        h, product = h0, np.eye(len(h0), dtype=X.dtype)
        exponent, reach = 0.0, []
        for x in X:
            h = np.tanh(x @ W_x + h @ W_h + b)
            product = step_jacobian(h, W_h) @ product
            size = float(np.linalg.norm(product, 2))
            if size == 0:
                exponent = -math.inf
            else:
                product = product / size
                exponent += math.log(size)
            reach.append(exponent)
        return np.array(reach, dtype=X.dtype)


class SumOfNorms:
    """Adds the logarithms of the norms of the single Jacobians: an upper bound."""

    def gradient_reach(X, h0, W_x, W_h, b):
        h, product = h0, np.eye(len(h0), dtype=X.dtype)
        exponent, reach = 0.0, []
        for x in X:
            h = np.tanh(x @ W_x + h @ W_h + b)
            product = step_jacobian(h, W_h)
            size = float(np.linalg.norm(product, 2))
            if size == 0:
                exponent = -math.inf
            else:
                product = product / size
                exponent += math.log10(size)
            reach.append(exponent)
        return np.array(reach, dtype=X.dtype)


class FailsOnZero:
    """Takes the logarithm of 0 and stops."""

    def gradient_reach(X, h0, W_x, W_h, b):
        h, product = h0, np.eye(len(h0), dtype=X.dtype)
        exponent, reach = 0.0, []
        for x in X:
            h = np.tanh(x @ W_x + h @ W_h + b)
            product = step_jacobian(h, W_h) @ product
            size = float(np.linalg.norm(product, 2))
            product = product / size
            exponent += math.log10(size)
            reach.append(exponent)
        return np.array(reach, dtype=X.dtype)


class StartIncluded:
    """Begins with the identity at s = 0 and leaves the last step out."""

    def gradient_reach(X, h0, W_x, W_h, b):
        h, product = h0, np.eye(len(h0), dtype=X.dtype)
        exponent, reach = 0.0, []
        for x in X:
            h = np.tanh(x @ W_x + h @ W_h + b)
            product = step_jacobian(h, W_h) @ product
            size = float(np.linalg.norm(product, 2))
            if size == 0:
                exponent = -math.inf
            else:
                product = product / size
                exponent += math.log10(size)
            reach.append(exponent)
        return np.array([0.0, *reach[:-1]], dtype=X.dtype)


class TorchSlopeOnColumns:
    """The slope multiplies the columns in place of the rows."""

    backends = ("torch",)

    def step_jacobian(h_new, W_h):
        return (1 - h_new**2) * W_h.T


class TorchPlainProduct:
    """Multiplies all Jacobians without a scale."""

    backends = ("torch",)

    def gradient_reach(X, h0, W_x, W_h, b):
        h, product = h0, torch.eye(len(h0), dtype=X.dtype)
        reach = []
        for x in X:
            h = torch.tanh(x @ W_x + h @ W_h + b)
            product = step_jacobian(h, W_h) @ product
            size = torch.linalg.matrix_norm(product, 2).item()
            reach.append(math.log10(size) if size > 0 else -math.inf)
        return torch.tensor(reach, dtype=X.dtype)


class TorchWrongOrder:
    """Multiplies the newest Jacobian from the right."""

    backends = ("torch",)

    def gradient_reach(X, h0, W_x, W_h, b):
        h, product = h0, torch.eye(len(h0), dtype=X.dtype)
        exponent, reach = 0.0, []
        for x in X:
            h = torch.tanh(x @ W_x + h @ W_h + b)
            product = product @ step_jacobian(h, W_h)
            size = torch.linalg.matrix_norm(product, 2).item()
            if size == 0:
                exponent = -math.inf
            else:
                product = product / size
                exponent += math.log10(size)
            reach.append(exponent)
        return torch.tensor(reach, dtype=X.dtype)
