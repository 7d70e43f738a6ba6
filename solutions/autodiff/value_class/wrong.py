class Overwrites:
    """The last share replaces the others: right for every chain."""

    backends = ("numpy", "torch")
    edits = {"parent.grad = parent.grad + share": "parent.grad = share"}


class KeepsTheCopies:
    """Forgets to sum a broadcast gradient back."""

    backends = ("numpy", "torch")
    edits = {"share = sum_copies(pull(node.grad), parent.data.shape)": "share = pull(node.grad)"}


class OneFactorOnly:
    """The product rule with one term."""

    backends = ("numpy", "torch")
    edits = {
        "pulls = (self, lambda d: d * other.data), (other, lambda d: d * self.data)": (
            "pulls = [(self, lambda d: d * other.data)]"
        )
    }


class NoTranspose:
    """d B instead of d B^T; in a square product the shapes fit."""

    backends = ("numpy", "torch")
    edits = {"d @ other.data.T": "d @ other.data"}


class SlopeOfLogAtTheOutput:
    """1 / log(x) instead of 1 / x."""

    edits = {"d / self.data": "d / np.log(self.data)"}


class TorchSlopeOfLogAtTheOutput:
    """1 / log(x) instead of 1 / x."""

    backends = ("torch",)
    edits = {"d / self.data": "d / torch.log(self.data)"}


class LeakyAtZero:
    """Slope 1 at 0."""

    backends = ("numpy", "torch")
    edits = {"on = self.data > 0": "on = self.data >= 0"}


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
