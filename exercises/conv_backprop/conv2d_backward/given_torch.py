def output_sizes(X, W, stride, padding):
    """Rows and columns of the forward pass's output; a ValueError if the kernel does not fit."""
    rooms = [d + 2 * p - k for d, p, k in zip(X.shape[2:], padding, W.shape[2:])]
    if min(rooms) < 0:
        raise ValueError(
            f"conv2d: no kernel {tuple(W.shape[2:])} fits into {tuple(X.shape[2:])} "
            f"with padding {tuple(padding)}."
        )
    return tuple(room // s + 1 for room, s in zip(rooms, stride))
