class Ascent:
    """The sign of documents 001, 002 and 004: climbs until the numbers overflow."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n, batch_size):
                rows = order[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w + lr * 2 * (X[rows].T @ r) / len(rows)
                b = b + lr * 2 * r.mean()
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class FactorMissing:
    """The gradient of half the squared error: half the learning rate."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n, batch_size):
                rows = order[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 1 * (X[rows].T @ r) / len(rows)
                b = b - lr * r.mean()
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class SumNotMean:
    """Sums over the batch: with a full batch of 100 the learning rate is 100 times too large."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n, batch_size):
                rows = order[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 2 * (X[rows].T @ r) / 1
                b = b - lr * 2 * r.sum()
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class DividesByBatchSize:
    """Divides the short last batch by batch_size instead of its own size."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n, batch_size):
                rows = order[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 2 * (X[rows].T @ r) / batch_size
                b = b - lr * 2 * r.sum() / batch_size
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class DropsLastBatch:
    """Leaves out the short last batch."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n - n % batch_size, batch_size):
                rows = order[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 2 * (X[rows].T @ r) / len(rows)
                b = b - lr * 2 * r.mean()
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class OwnOrder:
    """Sorts the order away: takes the examples as they stand."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n, batch_size):
                rows = np.sort(order)[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 2 * (X[rows].T @ r) / len(rows)
                b = b - lr * 2 * r.mean()
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class LossOfLastBatch:
    """Records the loss of the last batch."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n, batch_size):
                rows = order[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 2 * (X[rows].T @ r) / len(rows)
                b = b - lr * 2 * r.mean()
            losses.append((r**2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class NoIntercept:
    """Never trains the intercept."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n, batch_size):
                rows = order[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 2 * (X[rows].T @ r) / len(rows)
                b = b - lr * 0.0
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class OneStepAnEpoch:
    """Uses all examples at once, whatever the batch size."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, 1, batch_size):
                rows = order[i:]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 2 * (X[rows].T @ r) / len(rows)
                b = b - lr * 2 * r.mean()
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class ColumnTargets:
    """Accepts y of shape (n, 1) and broadcasts it against (n,)."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n, batch_size):
                rows = order[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 2 * (X[rows].T @ r) / len(rows)
                b = b - lr * 2 * r.mean()
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses, dtype=X.dtype)


class DoublePrecision:
    """Starts from float64 zeros, so everything becomes float64."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w, b, losses = np.zeros(d), np.zeros((), dtype=X.dtype), []
        for order in orders:
            for i in range(0, n, batch_size):
                rows = order[i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w = w - lr * 2 * (X[rows].T @ r) / len(rows)
                b = b - lr * 2 * r.mean()
            losses.append(((X @ w + b - y) ** 2).mean())
        return w, b, np.array(losses)


class TypesThePopulation:
    """Returns the slope 2 and intercept 1 of the text: not the line of this sample."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        losses = np.full(len(orders), np.mean((X @ np.full(X.shape[1], 2.0) + 1 - y) ** 2))
        return np.full(X.shape[1], 2.0), 1.0, losses


class GradientsPileUp:
    """Never clears .grad: each step uses the sum of all gradients so far."""

    backends = ("torch",)

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w = torch.zeros(d, dtype=X.dtype, requires_grad=True)
        b = torch.zeros((), dtype=X.dtype, requires_grad=True)
        losses = []
        for order in orders:
            for rows in order.split(batch_size):
                ((X[rows] @ w + b - y[rows]) ** 2).mean().backward()
                with torch.no_grad():
                    w -= lr * w.grad
                    b -= lr * b.grad
            losses.append(((X @ w + b - y) ** 2).mean().detach())
        return w.detach(), b.detach(), torch.stack(losses)


class TorchAscent:
    """Adds the gradient instead of subtracting it."""

    backends = ("torch",)

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w = torch.zeros(d, dtype=X.dtype, requires_grad=True)
        b = torch.zeros((), dtype=X.dtype, requires_grad=True)
        losses = []
        for order in orders:
            for rows in order.split(batch_size):
                ((X[rows] @ w + b - y[rows]) ** 2).mean().backward()
                with torch.no_grad():
                    w += lr * w.grad
                    b += lr * b.grad
                w.grad, b.grad = None, None
            losses.append(((X @ w + b - y) ** 2).mean().detach())
        return w.detach(), b.detach(), torch.stack(losses)


class TorchSum:
    """Sums the squared errors of the batch."""

    backends = ("torch",)

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("y must have shape (n,), batch_size must be at least 1")
        w = torch.zeros(d, dtype=X.dtype, requires_grad=True)
        b = torch.zeros((), dtype=X.dtype, requires_grad=True)
        losses = []
        for order in orders:
            for rows in order.split(batch_size):
                ((X[rows] @ w + b - y[rows]) ** 2).sum().backward()
                with torch.no_grad():
                    w -= lr * w.grad
                    b -= lr * b.grad
                w.grad, b.grad = None, None
            losses.append(((X @ w + b - y) ** 2).mean().detach())
        return w.detach(), b.detach(), torch.stack(losses)
