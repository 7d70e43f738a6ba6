def log_softmax(S, axis):
    """Logarithm of softmax along the axis (1: over each row, 0: over each column); no overflow."""
    return S - torch.logsumexp(S, dim=axis, keepdim=True)
