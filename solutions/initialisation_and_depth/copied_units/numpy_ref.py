import numpy as np


def copied_units(W1, b1, W2):
    r"""For each hidden unit, the first unit that it is an exact copy of.

    Args:
        W1: incoming weights, shape (d, h), float.
        b1: biases, shape (h,), same dtype.
        W2: outgoing weights, shape (h, k), same dtype.
    Returns:
        Labels, shape (h,), integers: label[j] <= j is the smallest i whose incoming weights, bias
        and outgoing weights equal those of j.
    Source: Goodfellow, Bengio & Courville 2016, section 8.4 (symmetry).

    >>> copied_units(np.ones((1, 2)), np.zeros(2), np.ones((2, 1)))
    array([0, 0])
    """

    def equal(i, j):
        incoming = np.array_equal(W1[:, i], W1[:, j]) and b1[i] == b1[j]
        return incoming and np.array_equal(W2[i], W2[j])

    ### BEGIN SOLUTION
    h = len(b1)
    return np.array([next(i for i in range(h) if equal(i, j)) for j in range(h)])
    ### END SOLUTION


def without_copies(W1, b1, W2):
    r"""The smaller network that computes the same: one unit for each group of copies.

    Args:
        W1: incoming weights, shape (d, h), float.
        b1: biases, shape (h,), same dtype.
        W2: outgoing weights, shape (h, k), same dtype.
    Returns:
        (W1, b1, W2) with one hidden unit for each group, in the order of their first units, same dtype.
    Source: Goodfellow, Bengio & Courville 2016, section 8.4 (symmetry).

    >>> without_copies(np.ones((1, 2)), np.zeros(2), np.ones((2, 1)))
    (array([[1.]]), array([0.]), array([[2.]]))
    """
    ### BEGIN SOLUTION
    labels = copied_units(W1, b1, W2)
    kept = np.unique(labels)
    sums = [W2[labels == first].sum(axis=0) for first in kept]
    return W1[:, kept], b1[kept], np.stack(sums)
    ### END SOLUTION
