class OneMatrix:
    """The intercept as one more column, and explicit sums over the batch."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n = X.shape[0]
        if y.ndim != 1 or len(y) != n or batch_size <= 0:
            raise ValueError("expected y of shape (n,) and a positive batch_size")
        A = np.hstack([X, np.ones((n, 1), dtype=X.dtype)])
        theta, losses = np.zeros(A.shape[1], dtype=X.dtype), []
        for order in orders:
            position = 0
            while position < n:
                rows = order[position : position + batch_size]
                error = y[rows] - A[rows] @ theta
                theta = theta + (2 * lr / rows.size) * (error @ A[rows])
                position += batch_size
            losses.append(((y - A @ theta) ** 2).sum() / n)
        return theta[:-1], theta[-1], np.array(losses, dtype=X.dtype)


class ByHand:
    """Tensors without autograd: the gradient is written out."""

    backends = ("torch",)

    def train_linear_regression(X, y, orders, lr, batch_size):
        n, d = X.shape
        if y.shape != (n,) or batch_size < 1:
            raise ValueError("expected y of shape (n,) and a positive batch_size")
        w, b, losses = X.new_zeros(d), X.new_zeros(()), X.new_zeros(len(orders))
        for e in range(len(orders)):
            for i in range(0, n, batch_size):
                rows = orders[e, i : i + batch_size]
                r = X[rows] @ w + b - y[rows]
                w, b = w - lr * 2 * (r @ X[rows]) / len(rows), b - lr * 2 * r.mean()
            losses[e] = F.mse_loss(X @ w + b, y)
        return w, b, losses


class Library:
    """nn.Linear and torch.optim.SGD: not what was asked for, but the same numbers."""

    backends = ("torch",)

    def train_linear_regression(X, y, orders, lr, batch_size):
        if y.shape != X.shape[:1] or batch_size < 1:
            raise ValueError("expected y of shape (n,) and a positive batch_size")
        model = torch.nn.Linear(X.shape[1], 1, dtype=X.dtype)
        for p in model.parameters():
            torch.nn.init.zeros_(p)
        optimizer, losses = torch.optim.SGD(model.parameters(), lr=lr), []
        for order in orders:
            for rows in order.split(batch_size):
                optimizer.zero_grad()
                F.mse_loss(model(X[rows]).squeeze(1), y[rows]).backward()
                optimizer.step()
            losses.append(F.mse_loss(model(X).squeeze(1), y).detach())
        return model.weight.detach()[0], model.bias.detach()[0], torch.stack(losses)


class SplitBatches:
    """Batches from np.split; w and b are this function's own, so they may change in place."""

    def train_linear_regression(X, y, orders, lr, batch_size):
        n = len(X)
        if batch_size < 1 or y.shape != (n,):
            raise ValueError("expected y of shape (n,) and a positive batch_size")
        w, b, losses = np.zeros_like(X, shape=X.shape[1]), np.zeros_like(X, shape=1), []
        for order in orders:
            for rows in np.split(order, range(batch_size, n, batch_size)):
                error = np.dot(X[rows], w) + b - y[rows]
                w -= 2 * lr * np.einsum("i,ij->j", error, X[rows]) / len(rows)
                b -= 2 * lr * np.average(error)
            losses.append(np.square(X @ w + b - y).mean())
        return w, b[0], np.array(losses, dtype=X.dtype)
