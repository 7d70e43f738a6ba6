class ProductOfTheSlopes:
    """(xy)' = x'y': the oldest mistake of the calculus, made by Leibniz in his notes."""

    backends = ("numpy", "torch")
    edits = {
        "return x * y, dx * y + x * dy": "return x * y, dx * dy",
        "return x @ y, dx @ y + x @ dy": "return x @ y, dx @ dy",
    }


class SlopeAtTheOutput:
    """1 - tanh(y)^2 with y = tanh(x): tanh taken twice."""

    edits = {"1 - np.tanh(x) ** 2": "1 - np.tanh(np.tanh(x)) ** 2"}


class KinkOnTheOtherSide:
    """Slope 1 at x = 0."""

    backends = ("numpy", "torch")
    edits = {"dx * (x > 0)": "dx * (x >= 0)"}


class QuotientUpsideDown:
    """The quotient rule with its minus sign on the wrong term."""

    backends = ("numpy", "torch")
    edits = {"(dx - x / y * dy) / y": "(x / y * dy - dx) / y"}


class TangentsForgotten:
    """Every input starts with the tangent 1: the slope along the diagonal, whatever was asked."""

    backends = ("numpy", "torch")
    edits = {"duals = list(zip(inputs, tangents))": "duals = [(x, 0 * x + 1) for x in inputs]"}


class PlacesCountSteps:
    """Places are looked up among the results of steps only when they are not inputs, off by one."""

    backends = ("numpy", "torch")
    edits = {"duals[i] for i in places": "duals[min(i, len(inputs))] for i in places"}


class AutogradForTheTangent:
    """The gradient instead of the slope along the tangents: right for one input and tangent 1 only."""

    backends = ("torch",)

    def forward_derivative(program, inputs, tangents):
        leaves = [x.clone().requires_grad_() for x in inputs]
        duals = [(x, t) for x, t in zip(leaves, tangents)]
        for op, *places in program:
            duals.append(dual_operation(op, *(duals[i] for i in places)))
        value = duals[-1][0]
        return value, sum(g.sum() for g in torch.autograd.grad(value.sum(), leaves))


class ExchangedFactors:
    """Y dX: fits square matrices, and is another matrix."""

    backends = ("numpy", "torch")
    edits = {"dx @ y + x @ dy": "(y @ dx if x.shape == y.shape else dx @ y) + x @ dy"}
