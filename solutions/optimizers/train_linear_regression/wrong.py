class Ascent:
    """The sign of documents 001, 002 and 004: climbs until the numbers overflow."""

    edits = {
        "w = w - lr * 2 * X[batch].T @ residual / len(batch)": (
            "w = w + lr * 2 * X[batch].T @ residual / len(batch)"
        ),
        "b = b - lr * 2 * residual.mean()": "b = b + lr * 2 * residual.mean()",
    }


class FactorMissing:
    """The gradient of half the squared error: half the learning rate."""

    edits = {
        "w = w - lr * 2 * X[batch].T @ residual / len(batch)": (
            "w = w - lr * X[batch].T @ residual / len(batch)"
        ),
        "b = b - lr * 2 * residual.mean()": "b = b - lr * residual.mean()",
    }


class SumNotMean:
    """Sums over the batch: with a full batch of 100 the learning rate is 100 times too large."""

    edits = {
        "w = w - lr * 2 * X[batch].T @ residual / len(batch)": (
            "w = w - lr * 2 * X[batch].T @ residual"
        ),
        "b = b - lr * 2 * residual.mean()": "b = b - lr * 2 * residual.sum()",
    }


class DividesByBatchSize:
    """Divides the short last batch by batch_size instead of its own size."""

    edits = {
        "w = w - lr * 2 * X[batch].T @ residual / len(batch)": (
            "w = w - lr * 2 * X[batch].T @ residual / batch_size"
        ),
        "b = b - lr * 2 * residual.mean()": "b = b - lr * 2 * residual.sum() / batch_size",
    }


class DropsLastBatch:
    """Leaves out the short last batch."""

    edits = {"range(0, n, batch_size)": "range(0, n - n % batch_size, batch_size)"}


class OwnOrder:
    """Sorts the order away: takes the examples as they stand."""

    edits = {"order[start : start + batch_size]": "np.sort(order)[start : start + batch_size]"}


class LossOfLastBatch:
    """Records the loss of the last batch."""

    edits = {"np.mean((X @ w + b - y) ** 2)": "np.mean(residual**2)"}


class NoIntercept:
    """Never trains the intercept."""

    edits = {"b = b - lr * 2 * residual.mean()": ""}


class OneStepAnEpoch:
    """Uses all examples at once, whatever the batch size."""

    edits = {
        "range(0, n, batch_size)": "range(1)",
        "order[start : start + batch_size]": "order",
    }


class ColumnTargets:
    """Accepts y of shape (n, 1) and broadcasts it against (n,)."""

    backends = ("numpy", "torch")
    edits = {"y.shape != (n,) or batch_size <= 0": "batch_size <= 0"}


class DoublePrecision:
    """Starts from float64 zeros, so everything becomes float64."""

    edits = {
        "np.zeros(d, dtype=X.dtype)": "np.zeros(d)",
        "np.empty(len(orders), dtype=X.dtype)": "np.empty(len(orders))",
    }


class TypesThePopulation:
    """Returns the slope 2 and intercept 1 of the text: not the line of this sample."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        losses = np.full(len(orders), np.mean((X @ np.full(X.shape[1], 2.0) + 1 - y) ** 2))
        return np.full(X.shape[1], 2.0), 1.0, losses


class GradientsPileUp:
    """Never clears .grad: each step uses the sum of all gradients so far."""

    backends = ("torch",)
    edits = {
        "dw, db = torch.autograd.grad(loss, (w, b))": "loss.backward()",
        "w -= lr * dw": "w -= lr * w.grad",
        "b -= lr * db": "b -= lr * b.grad",
    }


class TorchAscent:
    """Adds the gradient instead of subtracting it."""

    backends = ("torch",)
    edits = {
        "w -= lr * dw": "w += lr * dw",
        "b -= lr * db": "b += lr * db",
    }


class TorchSum:
    """Sums the squared errors of the batch."""

    backends = ("torch",)
    edits = {
        "((X[batch] @ w + b - y[batch]) ** 2).mean()": (
            "((X[batch] @ w + b - y[batch]) ** 2).sum()"
        )
    }
