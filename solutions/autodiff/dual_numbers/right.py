class TableOfSlopes:
    """Operations of one number share a table: value, and slope times tangent."""

    def dual_operation(op, *duals):
        slopes = {
            "exp": (np.exp, np.exp),
            "log": (np.log, np.reciprocal),
            "tanh": (np.tanh, lambda v: np.cosh(v) ** -2),
            "relu": (lambda v: np.maximum(v, 0), lambda v: np.heaviside(v, 0).astype(v.dtype)),
        }
        (x, dx), *rest = duals
        if op in slopes:
            value, slope = slopes[op]
            return value(x), slope(x) * dx
        if op == "sum":
            return np.sum(x), np.sum(dx)
        if op not in ("add", "mul", "div", "matmul"):
            raise ValueError(f"unknown operation {op}")
        ((y, dy),) = rest
        if op == "div":
            return x / y, (dx * y - x * dy) / (y * y)
        if op == "add":
            return x + y, dx + dy
        product = np.matmul if op == "matmul" else np.multiply
        return product(x, y), product(dx, y) + product(x, dy)

    def forward_derivative(program, inputs, tangents):
        values, ways = [*inputs], [*tangents]
        for step in program:
            value, way = dual_operation(step[0], *((values[i], ways[i]) for i in step[1:]))
            values, ways = [*values, value], [*ways, way]
        return values[-1], ways[-1]


class Recursive:
    """Asks for the last place, which asks for what it needs."""

    def forward_derivative(program, inputs, tangents):
        def dual(place):
            if place < len(inputs):
                return inputs[place], tangents[place]
            op, *places = program[place - len(inputs)]
            return dual_operation(op, *map(dual, places))

        return dual(len(inputs) + len(program) - 1)


class TorchTable:
    """Operations of one number share a table: value, and slope times tangent."""

    backends = ("torch",)

    def dual_operation(op, *duals):
        slopes = {
            "exp": (torch.exp, torch.exp),
            "log": (torch.log, torch.reciprocal),
            "tanh": (torch.tanh, lambda v: torch.cosh(v) ** -2),
            "relu": (torch.relu, lambda v: (v > 0).to(v.dtype)),
        }
        (x, dx), *rest = duals
        if op in slopes:
            value, slope = slopes[op]
            return value(x), slope(x) * dx
        if op == "sum":
            return torch.sum(x), torch.sum(dx)
        if op not in ("add", "mul", "div", "matmul"):
            raise ValueError(f"unknown operation {op}")
        ((y, dy),) = rest
        if op == "div":
            return x / y, (dx * y - x * dy) / (y * y)
        if op == "add":
            return x + y, dx + dy
        product = torch.matmul if op == "matmul" else torch.mul
        return product(x, y), product(dx, y) + product(x, dy)


class TorchRecursive:
    """Asks for the last place, which asks for what it needs."""

    backends = ("torch",)

    def forward_derivative(program, inputs, tangents):
        def dual(place):
            if place < len(inputs):
                return inputs[place], tangents[place]
            op, *places = program[place - len(inputs)]
            return dual_operation(op, *map(dual, places))

        return dual(len(inputs) + len(program) - 1)
