import numpy as np


def factors(losses, is_regression):
    """1/2 for a regression, 1 for a classification; shape (m,), dtype of the losses."""
    return np.where(is_regression, 0.5, 1.0).astype(losses.dtype)
