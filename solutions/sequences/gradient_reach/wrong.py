class NotTransposed:
    """Row j by unit j of the OLD state: the slope on the wrong side of W_h."""

    backends = ("numpy", "torch")
    edits = {"(1 - h_new**2)[:, None] * W_h.T": "(1 - h_new**2)[:, None] * W_h"}


class SlopeOnColumns:
    """The slope multiplies the columns in place of the rows."""

    backends = ("numpy", "torch")
    edits = {"(1 - h_new**2)[:, None] * W_h.T": "(1 - h_new**2) * W_h.T"}


class SlopeOfTheState:
    """Takes 1 - tanh(h)^2 of a state that has been through tanh already."""

    edits = {"(1 - h_new**2)[:, None] * W_h.T": "(1 - np.tanh(h_new) ** 2)[:, None] * W_h.T"}


class NoSlope:
    """Leaves the slope of tanh out: W_h transposed alone."""

    backends = ("numpy", "torch")
    edits = {"(1 - h_new**2)[:, None] * W_h.T": "1 * W_h.T"}


class SigmoidSlope:
    """h (1 - h), the slope of the sigmoid."""

    backends = ("numpy", "torch")
    edits = {"(1 - h_new**2)[:, None] * W_h.T": "(h_new * (1 - h_new))[:, None] * W_h.T"}


class PlainProduct:
    """Multiplies all Jacobians without a scale: 0 or overflow after some hundred steps."""

    backends = ("numpy", "torch")
    edits = {
        "product = product / size\nexponent += math.log10(size)": "exponent = math.log10(size)"
    }


class WrongOrder:
    """Multiplies the newest Jacobian from the right."""

    backends = ("numpy", "torch")
    edits = {"step_jacobian(h, W_h) @ product": "product @ step_jacobian(h, W_h)"}


class FrobeniusNorm:
    """The root of all squares in place of the largest singular value."""

    edits = {"np.linalg.norm(product, 2)": "np.linalg.norm(product)"}


class NaturalLogarithm:
    """log in place of log10."""

    backends = ("numpy", "torch")
    edits = {"math.log10(size)": "math.log(size)"}


class SumOfNorms:
    """Adds the logarithms of the norms of the single Jacobians: an upper bound."""

    backends = ("numpy", "torch")
    edits = {"step_jacobian(h, W_h) @ product": "step_jacobian(h, W_h)"}


class FailsOnZero:
    """Takes the logarithm of 0 and stops."""

    backends = ("numpy", "torch")
    edits = {"if size == 0:": "if False:"}


class StartIncluded:
    """Begins with the identity at s = 0 and leaves the last step out."""

    edits = {"np.array(reach, dtype=X.dtype)": "np.array([0.0, *reach[:-1]], dtype=X.dtype)"}
