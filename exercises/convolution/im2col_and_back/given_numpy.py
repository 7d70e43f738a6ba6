def window_indices(size, kernel, stride, padding, dilation):
    """Places in the padded axis that each kernel entry meets, shape (kernel, windows), int64."""
    begins = range(0, size + 2 * padding - dilation * (kernel - 1), stride)
    if not begins:
        raise ValueError(
            f"window_indices: kernel {kernel}, dilation {dilation} does not fit {size} pixels."
        )
    return dilation * np.arange(kernel)[:, None] + np.array(begins)
