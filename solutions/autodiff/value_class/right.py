class PullsInOneTable:
    """Slopes are stored at once as numbers where an operation works entry by entry."""

    class Value(Value):
        def mul(self, other):
            a, b = self.data, other.data
            return Value(np.multiply(a, b), "mul", (self, b.__mul__), (other, a.__mul__))

        def matmul(self, other):
            a, b = self.data, other.data
            left = lambda d: np.einsum("ij,kj->ik", d, b)  # noqa: E731
            right = lambda d: np.einsum("ij,ik->jk", a, d)  # noqa: E731
            return Value(np.einsum("ij,jk->ik", a, b), "matmul", (self, left), (other, right))

        def exp(self):
            out = Value(np.exp(self.data), "exp")
            out.edges = ((self, lambda d: out.data * d),)
            return out

        def log(self):
            slope = 1 / self.data
            return Value(np.log(self.data), "log", (self, lambda d: slope * d))

        def relu(self):
            y = np.maximum(self.data, 0)
            return Value(y, "relu", (self, lambda d: np.where(y > 0, d, 0)))

        def sum(self):
            ones = np.ones(self.data.shape)
            return Value(np.sum(self.data), "sum", (self, lambda d: d * ones))


class GradientsInADictionary:
    """Collects all shares first and writes the gradients at the end."""

    backends = ("numpy", "torch")

    class Value(Value):
        def backward(self):
            shares = {self: [self.data * 0 + 1]}
            for node in nodes_backwards(self):
                total = shares[node][0]
                for share in shares[node][1:]:
                    total = total + share
                node.grad = total
                for parent, pull in node.edges:
                    back = sum_copies(pull(total), parent.data.shape)
                    shares.setdefault(parent, []).append(back)


class TorchPulls:
    """Library functions in place of operators."""

    backends = ("torch",)

    class Value(Value):
        def mul(self, other):
            a, b = self.data, other.data
            return Value(torch.mul(a, b), "mul", (self, b.mul), (other, a.mul))

        def matmul(self, other):
            a, b = self.data, other.data
            left = lambda d: torch.mm(d, b.t())  # noqa: E731
            right = lambda d: torch.mm(a.t(), d)  # noqa: E731
            return Value(torch.mm(a, b), "matmul", (self, left), (other, right))

        def relu(self):
            y = torch.clamp(self.data, min=0)
            return Value(y, "relu", (self, lambda d: torch.where(y > 0, d, torch.zeros_like(d))))

        def sum(self):
            ones = torch.ones_like(self.data)
            return Value(torch.sum(self.data), "sum", (self, lambda d: ones * d))
