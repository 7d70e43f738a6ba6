def pooling_places(X, size, stride, padding):
    """Number of rows and columns of windows; a ValueError for what cannot be pooled."""
    if X.ndim != 4:
        raise ValueError(f"pooling: X must have shape (n, c, height, width); got {tuple(X.shape)}.")
    if any(2 * p > k for p, k in zip(padding, size)):
        raise ValueError(f"pooling: padding may be at most half of {size}; got {padding}.")
    rooms = [d + 2 * p - k for d, p, k in zip(X.shape[2:], padding, size)]
    if min(rooms) < 0:
        raise ValueError(f"pooling: no window {size} fits into {tuple(X.shape[2:])}.")
    return tuple(room // s + 1 for room, s in zip(rooms, stride))
