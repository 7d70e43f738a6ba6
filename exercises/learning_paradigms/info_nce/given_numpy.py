def log_softmax(S, axis):
    """Logarithm of softmax along the axis (1: over each row, 0: over each column); no overflow."""
    shifted = S - S.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
