class Overwrites:
    """The last share replaces the others: right for every chain."""

    backends = ("numpy", "torch")

    class Value(Value):
        def backward(self):
            self.grad = self.data * 0 + 1
            for node in nodes_backwards(self):
                for parent, pull in node.edges:
                    parent.grad = sum_copies(pull(node.grad), parent.data.shape)


class KeepsTheCopies:
    """Forgets to sum a broadcast gradient back."""

    backends = ("numpy", "torch")

    class Value(Value):
        def backward(self):
            self.grad = self.data * 0 + 1
            for node in nodes_backwards(self):
                for parent, pull in node.edges:
                    parent.grad = parent.grad + pull(node.grad)


class OneFactorOnly:
    """The product rule with one term."""

    backends = ("numpy", "torch")

    class Value(Value):
        def mul(self, other):
            return Value(self.data * other.data, "mul", (self, lambda d: d * other.data))


class NoTranspose:
    """d B instead of d B^T; in a square product the shapes fit."""

    backends = ("numpy", "torch")

    class Value(Value):
        def matmul(self, other):
            first = (self, lambda d: d @ other.data)
            return Value(
                self.data @ other.data, "matmul", first, (other, lambda d: self.data.T @ d)
            )


class SlopeOfLogAtTheOutput:
    """1 / log(x) instead of 1 / x."""

    backends = ("numpy", "torch")

    class Value(Value):
        def log(self):
            library = np if isinstance(self.data, np.ndarray | np.generic) else torch
            y = library.log(self.data)
            return Value(y, "log", (self, lambda d: d / y))


class LeakyAtZero:
    """Slope 1 at 0."""

    backends = ("numpy", "torch")

    class Value(Value):
        def relu(self):
            on = self.data >= 0
            return Value(self.data * on, "relu", (self, lambda d: d * on))


class WrongOrder:
    """Depth first on the way down: a value hands on before all its users have."""

    backends = ("numpy", "torch")

    class Value(Value):
        def backward(self):
            self.grad = self.data * 0 + 1
            order, seen = [self], {self}
            for node in order:
                for parent in node.parents:
                    if parent not in seen:
                        seen.add(parent)
                        order.append(parent)
            for node in order:
                for parent, pull in node.edges:
                    parent.grad = parent.grad + sum_copies(pull(node.grad), parent.data.shape)


class Autograd:
    """Lets autograd do it."""

    backends = ("torch",)

    def value_and_gradients(program, inputs):
        leaves = [x.clone().requires_grad_() for x in inputs]
        values = [Value(x) for x in leaves]
        for method, *places in program:
            first, *rest = (values[i] for i in places)
            values.append(getattr(first, method)(*rest))
        out = values[-1].data
        found = torch.autograd.grad(out.sum(), leaves, allow_unused=True)
        return out, [torch.zeros_like(x) if g is None else g for x, g in zip(leaves, found)]
