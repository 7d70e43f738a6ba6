import numpy as np


def stratified_folds(y, k, order):
    r"""Give each example a fold, so that each class is spread evenly over the folds.

    Args:
        y: labels, shape (n,), int64, any values.
        k: number of folds, int, 2 <= k <= n.
        order: a random permutation of 0 ... n - 1, shape (n,), int64.
    Returns:
        The fold of each example, shape (n,), int64, values 0 to k - 1.
    Raises:
        ValueError: k is not in 2 ... n.
    Source: Kohavi 1995, section 2.2.

    >>> stratified_folds(np.array([5, 5, 2, 2]), 2, np.array([3, 2, 1, 0])).tolist()
    [1, 0, 1, 0]
    """
    n = len(y)
    ### BEGIN SOLUTION
    if not 2 <= k <= n:
        raise ValueError(f"stratified_folds: expected 2 to {n} folds for {n} examples; got {k}.")
    ### END SOLUTION
    shuffled = y[order]  # the label of each card, in the shuffled order
    ### BEGIN SOLUTION
    row = order[np.argsort(shuffled, kind="stable")]
    folds = np.empty(n, dtype=np.int64)
    folds[row] = np.arange(n) % k
    return folds
    ### END SOLUTION
