import numpy as np


class Value:
    """An array that remembers what it was computed from.

    Attributes:
        data: the array; grad: the gradient of what went backward, same shape.
        op: name of the operation, "" for an input.
        edges: pairs (parent, pull); pull(d) is the parent's share of the gradient d of this value.
        serial: how many values had been made before; later ones have larger numbers.
    """

    made = 0

    def __init__(self, data, op="", *edges):
        self.data, self.op, self.edges = data, op, edges
        self.grad = np.zeros_like(data)
        self.serial, Value.made = Value.made, Value.made + 1

    @property
    def parents(self):
        """The values from which this one was computed, one for each use."""
        return [parent for parent, _ in self.edges]

    def add(self, other):
        """self + other, entry by entry, with broadcasting."""
        return Value(self.data + other.data, "add", (self, lambda d: d), (other, lambda d: d))

    def mul(self, other):
        """self * other, entry by entry, with broadcasting."""
        ### BEGIN SOLUTION
        pulls = (self, lambda d: d * other.data), (other, lambda d: d * self.data)
        return Value(self.data * other.data, "mul", *pulls)
        ### END SOLUTION

    def matmul(self, other):
        """The matrix product of (n, d) and (d, k)."""
        ### BEGIN SOLUTION
        pulls = (self, lambda d: d @ other.data.T), (other, lambda d: self.data.T @ d)
        return Value(self.data @ other.data, "matmul", *pulls)
        ### END SOLUTION

    def exp(self):
        """e to the power of each entry."""
        ### BEGIN SOLUTION
        y = np.exp(self.data)
        return Value(y, "exp", (self, lambda d: d * y))
        ### END SOLUTION

    def log(self):
        """The natural logarithm of each entry."""
        ### BEGIN SOLUTION
        return Value(np.log(self.data), "log", (self, lambda d: d / self.data))
        ### END SOLUTION

    def relu(self):
        """max(x, 0) of each entry; slope 0 at 0."""
        ### BEGIN SOLUTION
        on = self.data > 0
        return Value(self.data * on, "relu", (self, lambda d: d * on))
        ### END SOLUTION

    def sum(self):
        """The sum of all entries, shape ()."""
        ### BEGIN SOLUTION
        return Value(self.data.sum(), "sum", (self, lambda d: np.broadcast_to(d, self.data.shape)))
        ### END SOLUTION

    def backward(self):
        """Set grad of every value behind this one to the gradient of the sum of its entries."""
        ### BEGIN SOLUTION
        self.grad = np.ones_like(self.data)
        for node in nodes_backwards(self):
            for parent, pull in node.edges:
                share = sum_copies(pull(node.grad), parent.data.shape)
                parent.grad = parent.grad + share
        ### END SOLUTION


def value_and_gradients(program, inputs):
    """Run a program on your class and differentiate what comes out.

    Args:
        program: list of steps (method, place) or (method, place, place); places count the inputs
            first, then the results of the steps.
        inputs: list of arrays.
    Returns:
        (array of the last value, list of the gradients of the inputs); the gradient is that of the
        sum of all entries of the last value.
    Source: Baydin et al. 2018, section 3.2.

    >>> value_and_gradients([("mul", 0, 0)], [np.array(3.0)])
    (np.float64(9.0), [array(6.)])
    """
    values = [Value(x) for x in inputs]
    for method, *places in program:
        first, *rest = (values[i] for i in places)
        values.append(getattr(first, method)(*rest))
    ### BEGIN SOLUTION
    values[-1].backward()
    return values[-1].data, [value.grad for value in values[: len(inputs)]]
    ### END SOLUTION
