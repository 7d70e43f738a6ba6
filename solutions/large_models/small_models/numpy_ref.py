import numpy as np


def knn_predict(X_train, y_train, X, k):
    r"""Classes by a vote of the k nearest training examples.

    Args:
        X_train: training examples, shape (m, d), float.
        y_train: their classes, shape (m,), int64, 0 or larger.
        X: examples to classify, shape (n, d), dtype of X_train.
        k: how many neighbours vote, from 1 to m, int.
    Returns:
        The classes, shape (n,), int64. At equal distance the earlier example is the nearer one; at
        equal votes the smaller class wins.
    Source: Cover & Hart 1967.

    The example has two neighbours of class 1 and one of class 0:
    X_train [[0], [1], [2]], y_train [1, 1, 0], X [[0.5]], k = 3 gives [1].
    """
    ### BEGIN SOLUTION
    distances = ((X[:, None] - X_train[None]) ** 2).sum(axis=2)
    nearest = np.argsort(distances, kind="stable")[:, :k]
    votes = y_train[nearest]
    counts = (votes[:, :, None] == np.arange(y_train.max() + 1)).sum(axis=1)
    return counts.argmax(axis=1)
    ### END SOLUTION


def ridge_fit(X, y, strength):
    r"""Linear regression with a squared penalty on the weights, not on the intercept.

    Args:
        X: examples, shape (n, d), float.
        y: targets, shape (n,), same dtype.
        strength: factor of the penalty, positive float.
    Returns:
        (w, b): weights, shape (d,), and intercept, a scalar, both in the dtype of X.
    Source: Hoerl & Kennard 1970.

    X [[1], [3]], y [10, 14], strength 2 gives w [1] and b 10.
    """
    ### BEGIN SOLUTION
    A = X - X.mean(axis=0)
    penalty = strength * np.eye(X.shape[1], dtype=X.dtype)
    w = np.linalg.solve(A.T @ A + penalty, A.T @ y)
    return w, (y - X @ w).mean()
    ### END SOLUTION


def learning_curve(predict, X, y, X_test, y_test, orders, sizes):
    r"""Mean test accuracy for each number of training examples.

    Args:
        predict: function (X_train, y_train, X) -> classes of X, shape (len(X),).
        X: training examples, shape (n, d), float.
        y: their classes, shape (n,), int64.
        X_test: test examples, shape (m, d).
        y_test: their classes, shape (m,).
        orders: orders of the training examples, shape (repeats, n), int64.
        sizes: how many examples to train on, list of int.
    Returns:
        Accuracy for each size, mean over the orders, shape (len(sizes),), float64.
    """
    ### BEGIN SOLUTION
    curve = []
    for m in sizes:
        rows = [order[:m] for order in orders]
        curve.append(np.mean([predict(X[r], y[r], X_test) == y_test for r in rows]))
    return np.array(curve)
    ### END SOLUTION
