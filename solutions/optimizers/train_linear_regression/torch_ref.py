import torch


def train_linear_regression(X, y, orders, lr, batch_size):
    r"""Fit a linear model by mini-batch gradient descent on the mean squared error.

    Starts at zero and takes one step for each batch of each epoch. Let autograd take the
    gradient; write the update yourself, not with torch.optim or torch.nn.

    Args:
        X: inputs, shape (n, d), float tensor.
        y: targets, shape (n,), float tensor.
        orders: row e is the order of the examples in epoch e, shape (epochs, n), int64.
        lr: learning rate, float.
        batch_size: examples in a batch; the last one of an epoch may have fewer.
    Returns:
        (w, b, losses): weights (d,), intercept (), and the mean squared error over all examples
        after each epoch, shape (epochs,); dtype and device of X.
    Raises:
        ValueError: y has not shape (n,), or batch_size is smaller than 1.
    Source: Goodfellow, Bengio & Courville 2016, sections 5.1.4 and 8.3.1.

    >>> X, y = torch.tensor([[1.0], [3.0]]), torch.tensor([2.0, 4.0])
    >>> train_linear_regression(X, y, orders=torch.tensor([[0, 1]]), lr=0.1, batch_size=2)
    (tensor([1.4000]), tensor(0.6000), tensor([0.3200]))
    """
    ### BEGIN SOLUTION
    n, d = X.shape
    if y.shape != (n,) or batch_size <= 0:
        raise ValueError(
            f"train_linear_regression: expected y of shape ({n},) and batch_size >= 1; "
            f"got {tuple(y.shape)} and {batch_size}."
        )
    w = X.new_zeros(d).requires_grad_(True)
    b = X.new_zeros(()).requires_grad_(True)
    losses = []
    for order in orders:
        for batch in order.split(batch_size):
            loss = ((X[batch] @ w + b - y[batch]) ** 2).mean()
            dw, db = torch.autograd.grad(loss, (w, b))
            with torch.no_grad():
                w -= lr * dw
                b -= lr * db
        with torch.no_grad():
            losses.append(((X @ w + b - y) ** 2).mean())
    return w.detach(), b.detach(), torch.stack(losses)
    ### END SOLUTION
