import torch


def standardise(X_train, X_new):
    r"""Standardise two matrices with the mean and the deviation of the first.

    Args:
        X_train: training rows, shape (n, d), float tensor, n >= 1.
        X_new: rows to be put on the same scale, shape (m, d), float tensor.
    Returns:
        (Z_train, Z_new), shapes (n, d) and (m, d), dtype of X_train; a column that is constant
        in X_train is only centred.
    Raises:
        ValueError: not two matrices with equally many columns, or no training row.
    Source: Hastie, Tibshirani & Friedman 2009, section 7.10.2.

    >>> standardise(torch.tensor([[0.0], [2.0]]), torch.tensor([[5.0]]))[1]
    tensor([[4.]])
    """
    ### BEGIN SOLUTION
    if X_train.ndim != 2 or X_new.ndim != 2 or X_train.shape[1] != X_new.shape[1]:
        raise ValueError(
            "standardise: expected shapes (n, d) and (m, d); "
            f"got {tuple(X_train.shape)} and {tuple(X_new.shape)}."
        )
    if len(X_train) == 0:
        raise ValueError("standardise: X_train has no row, so it has no mean.")
    mean = X_train.mean(dim=0)
    constant = X_train.amax(dim=0) == X_train.amin(dim=0)
    spread = torch.where(constant, 1, X_train.std(dim=0, correction=0))
    return (X_train - mean) / spread, (X_new - mean) / spread
    ### END SOLUTION
