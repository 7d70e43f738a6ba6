import numpy as np


def mse(y_hat, y):
    r"""Mean squared error: the mean of $(\hat y - y)^2$ over all entries.

    Args:
        y_hat: predictions, any shape, float.
        y: targets, same shape and dtype.
    Returns:
        The loss, one number.
    Raises:
        ValueError: the shapes differ.
    Source: Goodfellow, Bengio & Courville 2016, section 5.1.4.

    >>> float(mse(np.array([2.0, 0.0]), np.array([1.0, 0.0])))
    0.5
    """
    ### BEGIN SOLUTION
    if y_hat.shape != y.shape:
        raise ValueError(f"mse: y_hat and y must have one shape; got {y_hat.shape} and {y.shape}.")
    return ((y_hat - y) ** 2).mean()
    ### END SOLUTION


def mse_gradient(y_hat, y):
    r"""Gradient of mse with respect to the predictions.

    Args:
        y_hat: predictions, any shape, float.
        y: targets, same shape and dtype.
    Returns:
        The gradient, shape and dtype of y_hat.
    Raises:
        ValueError: the shapes differ.
    Source: Goodfellow, Bengio & Courville 2016, section 5.1.4.

    >>> mse_gradient(np.array([2.0, 0.0]), np.array([1.0, 0.0]))
    array([1., 0.])
    """
    ### BEGIN SOLUTION
    if y_hat.shape != y.shape:
        raise ValueError(f"mse: y_hat and y must have one shape; got {y_hat.shape} and {y.shape}.")
    return 2 * (y_hat - y) / y.size
    ### END SOLUTION


def hinge(f, y):
    r"""Hinge loss: the mean of $\max(0, 1 - y_i f_i)$.

    Args:
        f: scores, shape (n,), float.
        y: labels, shape (n,), each -1 or +1, dtype of f.
    Returns:
        The loss, one number.
    Raises:
        ValueError: the shapes differ, or a label is neither -1 nor +1.
    Source: Cortes & Vapnik 1995.

    >>> float(hinge(np.array([0.5, -3.0]), np.array([1.0, -1.0])))
    0.25
    """
    ### BEGIN SOLUTION
    if f.shape != y.shape or not (np.abs(y) == 1).all():
        raise ValueError(f"hinge: f and y must have one shape, y only -1 and +1; got {y}.")
    return np.maximum(0, 1 - y * f).mean()
    ### END SOLUTION


def hinge_gradient(f, y):
    r"""Subgradient of hinge with respect to the scores; 0 at the corner $y_i f_i = 1$.

    Args:
        f: scores, shape (n,), float.
        y: labels, shape (n,), each -1 or +1, dtype of f.
    Returns:
        The subgradient, shape (n,), dtype of f.
    Raises:
        ValueError: the shapes differ, or a label is neither -1 nor +1.
    Source: Cortes & Vapnik 1995.

    >>> hinge_gradient(np.array([0.5, -3.0]), np.array([1.0, -1.0]))
    array([-0.5,  0. ])
    """
    ### BEGIN SOLUTION
    if f.shape != y.shape or not (np.abs(y) == 1).all():
        raise ValueError(f"hinge: f and y must have one shape, y only -1 and +1; got {y}.")
    return -y * (y * f < 1) / y.size
    ### END SOLUTION
