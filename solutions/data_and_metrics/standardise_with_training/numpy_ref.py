import numpy as np


def standardise(X_train, X_new):
    r"""Standardise two matrices with the mean and the deviation of the first.

    Args:
        X_train: training rows, shape (n, d), float, n >= 1.
        X_new: rows to be put on the same scale, shape (m, d), float.
    Returns:
        (Z_train, Z_new), shapes (n, d) and (m, d), dtype of X_train; a column that is constant
        in X_train is only centred.
    Raises:
        ValueError: not two matrices with equally many columns, or no training row.
    Source: Hastie, Tibshirani & Friedman 2009, section 7.10.2.

    >>> standardise(np.array([[0.0], [2.0]]), np.array([[5.0]]))[1]
    array([[4.]])
    """
    ### BEGIN SOLUTION
    if X_train.ndim != 2 or X_new.ndim != 2 or X_train.shape[1] != X_new.shape[1]:
        raise ValueError(
            "standardise: expected shapes (n, d) and (m, d); "
            f"got {X_train.shape} and {X_new.shape}."
        )
    if len(X_train) == 0:
        raise ValueError("standardise: X_train has no row, so it has no mean.")
    mean = X_train.mean(axis=0)
    constant = X_train.max(axis=0) == X_train.min(axis=0)
    spread = np.where(constant, 1, X_train.std(axis=0))
    return (X_train - mean) / spread, (X_new - mean) / spread
    ### END SOLUTION
