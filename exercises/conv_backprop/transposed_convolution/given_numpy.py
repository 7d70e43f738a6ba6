def never_read(Z, W, size, stride, padding):
    """Rows and columns that a convolution of `size` leaves over; a ValueError if Z does not fit."""
    rooms = [d + 2 * p - k for d, p, k in zip(size, padding, W.shape[2:])]
    wanted = tuple(room // s + 1 for room, s in zip(rooms, stride))
    if Z.ndim != 4 or Z.shape[1] != W.shape[0] or tuple(Z.shape[2:]) != wanted:
        raise ValueError(
            f"transposed_conv2d: for images of {tuple(size)} expected Z of shape "
            f"(n, {W.shape[0]}, {wanted[0]}, {wanted[1]}); got {tuple(Z.shape)}."
        )
    return tuple(room % s for room, s in zip(rooms, stride))
