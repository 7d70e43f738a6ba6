import numpy as np


def cross_entropy_with_gradient(Z, y, weights, ignore):
    r"""Weighted mean cross-entropy of the rows that count, and its gradient in the logits.

    Args:
        Z: logits, shape (n, k), float.
        y: labels, shape (n,), int; a class from 0 to k-1, or ignore.
        weights: one weight for each class, shape (k,), float, not negative.
        ignore: the label of a row that does not count, int.
    Returns:
        (loss, dZ): one number, and the gradient, shape (n, k), dtype of Z. Both are zero if
        nothing counts.
    Raises:
        ValueError: y or weights does not fit Z (check_labels says how).
    Source: Goodfellow, Bengio & Courville 2016, section 6.2.2.3.

    >>> loss, dZ = cross_entropy_with_gradient(np.zeros((1, 2)), np.array([1]), np.ones(2), -100)
    >>> round(float(loss), 4), dZ
    (0.6931, array([[ 0.5, -0.5]]))
    """
    check_labels(Z, y, weights, ignore)
    label = np.where(y == ignore, 0, y)  # any class will do: c is 0 in these rows
    ### BEGIN SOLUTION
    c = np.where(y == ignore, 0, weights[label]).astype(Z.dtype)
    total = c.sum()
    if total == 0:
        return 0.0, np.zeros_like(Z)
    rows = np.arange(len(y))
    shifted = Z - Z.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -(c * log_p[rows, label]).sum() / total
    dZ = np.exp(log_p)
    dZ[rows, label] -= 1
    return loss, dZ * (c / total)[:, None]
    ### END SOLUTION
