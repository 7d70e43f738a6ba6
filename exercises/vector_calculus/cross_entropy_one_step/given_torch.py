def check_labels(Z, y, weights, ignore):
    """Raise ValueError unless each label is a class from 0 to k-1 or equal to ignore."""
    n, k = Z.shape
    if y.shape != (n,) or weights.shape != (k,):
        got = f"{tuple(y.shape)}, {tuple(weights.shape)}"
        raise ValueError(f"expected y ({n},) and weights ({k},); got {got}.")
    bad = (y != ignore) & ((y < 0) | (y >= k))
    if bad.any():
        raise ValueError(f"labels must lie from 0 to {k - 1} or be {ignore}; got {y[bad][0]}.")
