def check_labels(z, y):
    """Raise ValueError unless y holds one class index from 0 to k-1 for each row of z (n, k)."""
    n, k = z.shape
    if y.shape != (n,):
        raise ValueError(f"y must have shape ({n},), one label a row of z; got {tuple(y.shape)}.")
    if (y < 0).any() or (y >= k).any():
        raise ValueError(f"labels must lie from 0 to {k - 1}; got {y.min()} to {y.max()}.")
