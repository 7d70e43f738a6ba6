class FarthestNeighbours:
    """Takes the largest distances."""

    backends = ("numpy", "torch")

    def knn_predict(X_train, y_train, X, k):
        d = -((X[:, None] - X_train[None]) ** 2).sum(2)
        if isinstance(d, np.ndarray):
            votes = y_train[np.argsort(d, axis=1, kind="stable")[:, :k]]
            return np.array([np.bincount(v).argmax() for v in votes])
        votes = y_train[torch.argsort(d, dim=1, stable=True)[:, :k]]
        return torch.stack([torch.bincount(v).argmax() for v in votes])


class UnstableTies:
    """Of two examples at the same distance, takes the later one."""

    def knn_predict(X_train, y_train, X, k):
        d = ((X[:, None] - X_train[::-1][None]) ** 2).sum(axis=2)
        votes = y_train[::-1][np.argsort(d, axis=1, kind="stable")[:, :k]]
        return np.array([np.bincount(v).argmax() for v in votes])


class NearestOfTheTied:
    """At equal votes the class of the nearest neighbour wins, not the smaller class."""

    def knn_predict(X_train, y_train, X, k):
        d = ((X[:, None] - X_train[None]) ** 2).sum(axis=2)
        votes = y_train[np.argsort(d, axis=1, kind="stable")[:, :k]].tolist()
        return np.array([max(v, key=v.count) for v in votes])


class MeanOfTheVotes:
    """Averages class numbers as if they were quantities."""

    backends = ("numpy", "torch")

    def knn_predict(X_train, y_train, X, k):
        d = ((X[:, None] - X_train[None]) ** 2).sum(2)
        if isinstance(d, np.ndarray):
            near = np.argsort(d, axis=1, kind="stable")[:, :k]
            return np.rint(y_train[near].mean(axis=1)).astype(np.int64)
        near = torch.argsort(d, dim=1, stable=True)[:, :k]
        return y_train[near].double().mean(dim=1).round().long()


class PenalisedIntercept:
    """A column of ones in X, and the penalty on its weight too."""

    backends = ("numpy", "torch")

    def ridge_fit(X, y, strength):
        if isinstance(X, np.ndarray):
            A = np.column_stack([X, np.ones(len(X), dtype=X.dtype)])
            w = np.linalg.solve(A.T @ A + strength * np.eye(A.shape[1], dtype=X.dtype), A.T @ y)
        else:
            A = torch.column_stack([X, torch.ones(len(X), dtype=X.dtype)])
            penalty = strength * torch.eye(A.shape[1], dtype=X.dtype)
            w = torch.linalg.solve(A.T @ A + penalty, A.T @ y)
        return w[:-1], w[-1]


class NoPenalty:
    """Least squares: the strength is ignored, and few examples cannot be fitted uniquely."""

    def ridge_fit(X, y, strength):
        centre = X.mean(axis=0)
        w = np.linalg.lstsq(X - centre, y - y.mean(), rcond=None)[0]
        return w, y.mean() - centre @ w


class MeanLoss:
    """Penalises the mean of the squares instead of their sum: n times too strong."""

    def ridge_fit(X, y, strength):
        centre = X.mean(axis=0)
        A, n = X - centre, len(X)
        penalty = strength * n * np.eye(X.shape[1], dtype=X.dtype)
        w = np.linalg.solve(A.T @ A + penalty, A.T @ (y - y.mean()))
        return w, y.mean() - centre @ w


class DoublePrecision:
    """The identity is float64, and so is everything after it."""

    def ridge_fit(X, y, strength):
        centre = X.mean(axis=0)
        A = X - centre
        w = np.linalg.solve(A.T @ A + strength * np.eye(X.shape[1]), A.T @ (y - y.mean()))
        return w, y.mean() - centre @ w


class FirstOrderOnly:
    """Ignores all orders but the first: one lucky sample decides."""

    def learning_curve(predict, X, y, X_test, y_test, orders, sizes):
        rows = [orders[0][:m] for m in sizes]
        return np.array([np.mean(predict(X[r], y[r], X_test) == y_test) for r in rows])


class TrainingAccuracy:
    """Measures on the examples that the model was trained on."""

    backends = ("numpy", "torch")

    def learning_curve(predict, X, y, X_test, y_test, orders, sizes):
        curve = []
        for m in sizes:
            rows = [order[:m] for order in orders]
            curve.append(sum((predict(X[r], y[r], X[r]) == y[r]).sum() / m for r in rows))
        stack = np.array if isinstance(X, np.ndarray) else torch.tensor
        return stack([float(c) / len(orders) for c in curve])


class NotNested:
    """Takes the last m of each order."""

    def learning_curve(predict, X, y, X_test, y_test, orders, sizes):
        curve = []
        for m in sizes:
            rows = [order[-m:] for order in orders]
            curve.append(np.mean([predict(X[r], y[r], X_test) == y_test for r in rows]))
        return np.array(curve)
