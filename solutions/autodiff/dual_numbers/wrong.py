class ProductOfTheSlopes:
    """(xy)' = x'y': the oldest mistake of the calculus, made by Leibniz in his notes."""

    def dual_operation(op, *duals):
        (x, dx), (y, dy) = duals[0], duals[-1]
        rules = {
            "add": lambda: (x + y, dx + dy),
            "mul": lambda: (x * y, dx * dy),
            "div": lambda: (x / y, dx / y - x * dy / y**2),
            "matmul": lambda: (x @ y, dx @ dy),
            "exp": lambda: (np.exp(x), np.exp(x) * dx),
            "log": lambda: (np.log(x), dx / x),
            "tanh": lambda: (np.tanh(x), (1 - np.tanh(x) ** 2) * dx),
            "relu": lambda: (np.maximum(x, 0), (x > 0) * dx),
            "sum": lambda: (x.sum(), dx.sum()),
        }
        if op not in rules:
            raise ValueError(op)
        return rules[op]()


class SlopeAtTheOutput:
    """1 - tanh(y)^2 with y = tanh(x): tanh taken twice."""

    def dual_operation(op, *duals):
        (x, dx), (y, dy) = duals[0], duals[-1]
        rules = {
            "add": lambda: (x + y, dx + dy),
            "mul": lambda: (x * y, dx * y + x * dy),
            "div": lambda: (x / y, dx / y - x * dy / y**2),
            "matmul": lambda: (x @ y, dx @ y + x @ dy),
            "exp": lambda: (np.exp(x), np.exp(x) * dx),
            "log": lambda: (np.log(x), dx / x),
            "tanh": lambda: (np.tanh(x), (1 - np.tanh(np.tanh(x)) ** 2) * dx),
            "relu": lambda: (np.maximum(x, 0), (x > 0) * dx),
            "sum": lambda: (x.sum(), dx.sum()),
        }
        if op not in rules:
            raise ValueError(op)
        return rules[op]()


class KinkOnTheOtherSide:
    """Slope 1 at x = 0."""

    def dual_operation(op, *duals):
        (x, dx), (y, dy) = duals[0], duals[-1]
        rules = {
            "add": lambda: (x + y, dx + dy),
            "mul": lambda: (x * y, dx * y + x * dy),
            "div": lambda: (x / y, dx / y - x * dy / y**2),
            "matmul": lambda: (x @ y, dx @ y + x @ dy),
            "exp": lambda: (np.exp(x), np.exp(x) * dx),
            "log": lambda: (np.log(x), dx / x),
            "tanh": lambda: (np.tanh(x), (1 - np.tanh(x) ** 2) * dx),
            "relu": lambda: (np.maximum(x, 0), (x >= 0) * dx),
            "sum": lambda: (x.sum(), dx.sum()),
        }
        if op not in rules:
            raise ValueError(op)
        return rules[op]()


class QuotientUpsideDown:
    """The quotient rule with its minus sign on the wrong term."""

    def dual_operation(op, *duals):
        (x, dx), (y, dy) = duals[0], duals[-1]
        rules = {
            "add": lambda: (x + y, dx + dy),
            "mul": lambda: (x * y, dx * y + x * dy),
            "div": lambda: (x / y, (x * dy - dx * y) / y**2),
            "matmul": lambda: (x @ y, dx @ y + x @ dy),
            "exp": lambda: (np.exp(x), np.exp(x) * dx),
            "log": lambda: (np.log(x), dx / x),
            "tanh": lambda: (np.tanh(x), (1 - np.tanh(x) ** 2) * dx),
            "relu": lambda: (np.maximum(x, 0), (x > 0) * dx),
            "sum": lambda: (x.sum(), dx.sum()),
        }
        if op not in rules:
            raise ValueError(op)
        return rules[op]()


class TangentsForgotten:
    """Every input starts with the tangent 1: the slope along the diagonal, whatever was asked."""

    backends = ("numpy", "torch")

    def forward_derivative(program, inputs, tangents):
        duals = [(x, 0 * x + 1) for x in inputs]
        for op, *places in program:
            duals.append(dual_operation(op, *(duals[i] for i in places)))
        return duals[-1]


class PlacesCountSteps:
    """Places are looked up among the results of steps only when they are not inputs, off by one."""

    backends = ("numpy", "torch")

    def forward_derivative(program, inputs, tangents):
        duals = list(zip(inputs, tangents))
        for op, *places in program:
            duals.append(dual_operation(op, *(duals[min(i, len(inputs))] for i in places)))
        return duals[-1]


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

    backends = ("torch",)

    def dual_operation(op, *duals):
        (x, dx), (y, dy) = duals[0], duals[-1]
        rules = {
            "add": lambda: (x + y, dx + dy),
            "mul": lambda: (x * y, dx * y + x * dy),
            "div": lambda: (x / y, dx / y - x * dy / y**2),
            "matmul": lambda: (x @ y, (y @ dx if x.shape == y.shape else dx @ y) + x @ dy),
            "exp": lambda: (torch.exp(x), torch.exp(x) * dx),
            "log": lambda: (torch.log(x), dx / x),
            "tanh": lambda: (torch.tanh(x), (1 - torch.tanh(x) ** 2) * dx),
            "relu": lambda: (torch.relu(x), (x > 0) * dx),
            "sum": lambda: (x.sum(), dx.sum()),
        }
        if op not in rules:
            raise ValueError(op)
        return rules[op]()
