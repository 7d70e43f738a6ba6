import numpy as np


def train_linear_regression(X, y, orders, lr, batch_size):
    r"""Fit a linear model by mini-batch gradient descent on the mean squared error.

    Starts at zero and takes one step for each batch of each epoch.

    Args:
        X: inputs, shape (n, d), float.
        y: targets, shape (n,), float.
        orders: row e is the order of the examples in epoch e, shape (epochs, n), int.
        lr: learning rate, float.
        batch_size: examples in a batch; the last one of an epoch may have fewer.
    Returns:
        (w, b, losses): weights (d,), intercept (a number or an array of shape ()), and the mean
        squared error over all examples after each epoch, shape (epochs,); dtype of X.
    Raises:
        ValueError: y has not shape (n,), or batch_size is smaller than 1.
    Source: Goodfellow, Bengio & Courville 2016, sections 5.1.4 and 8.3.1.

    >>> X, y = np.array([[1.0], [3.0]]), np.array([2.0, 4.0])
    >>> w, b, losses = train_linear_regression(X, y, np.array([[0, 1]]), lr=0.1, batch_size=2)
    >>> np.round(w, 6), round(float(b), 6), np.round(losses, 6)
    (array([1.4]), 0.6, array([0.32]))
    """
    ### BEGIN SOLUTION
    n, d = X.shape
    if y.shape != (n,) or batch_size <= 0:
        raise ValueError(
            f"train_linear_regression: expected y of shape ({n},) and batch_size >= 1; "
            f"got {y.shape} and {batch_size}."
        )
    w, b = np.zeros(d, dtype=X.dtype), np.zeros((), dtype=X.dtype)
    losses = np.empty(len(orders), dtype=X.dtype)
    for epoch, order in enumerate(orders):
        for start in range(0, n, batch_size):
            batch = order[start : start + batch_size]
            residual = X[batch] @ w + b - y[batch]
            w = w - lr * 2 * X[batch].T @ residual / len(batch)
            b = b - lr * 2 * residual.mean()
        losses[epoch] = np.mean((X @ w + b - y) ** 2)
    return w, b, losses
    ### END SOLUTION
