import numpy as np


def cross_entropy(z, y):
    r"""Mean of $\log\sum_c e^{z_{ic}} - z_{i y_i}$ over the rows, for logits of any size.

    Args:
        z: logits, shape (n, k), float.
        y: class indices, shape (n,), int, each from 0 to k-1.
    Returns:
        The loss, one number.
    Raises:
        ValueError: y does not fit z (check_labels says how).
    Source: Goodfellow, Bengio & Courville 2016, section 6.2.2.3.

    >>> round(float(cross_entropy(np.array([[0.0, 0.0]]), np.array([1]))), 4)
    0.6931
    """
    m = z.max(axis=1)  # take it out of the sum: no exponent above 0
    ### BEGIN SOLUTION
    check_labels(z, y)
    log_sum = m + np.log(np.exp(z - m[:, None]).sum(axis=1))
    return (log_sum - z[np.arange(len(y)), y]).mean()
    ### END SOLUTION


def cross_entropy_gradient(z, y):
    r"""Gradient of cross_entropy with respect to the logits.

    Args:
        z: logits, shape (n, k), float.
        y: class indices, shape (n,), int, each from 0 to k-1.
    Returns:
        dZ, shape (n, k), dtype of z; each row sums to 0.
    Raises:
        ValueError: y does not fit z (check_labels says how).
    Source: Goodfellow, Bengio & Courville 2016, section 6.2.2.3.

    >>> cross_entropy_gradient(np.array([[0.0, 0.0]]), np.array([1]))
    array([[ 0.5, -0.5]])
    """
    ### BEGIN SOLUTION
    check_labels(z, y)
    dZ = np.exp(z - z.max(axis=1, keepdims=True))
    dZ /= dZ.sum(axis=1, keepdims=True)
    dZ[np.arange(len(y)), y] -= 1
    return dZ / len(y)
    ### END SOLUTION
