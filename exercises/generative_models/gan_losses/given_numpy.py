def log_sigmoid(z):
    """log σ(z), entry by entry, without overflow and without loss of digits."""
    return -np.logaddexp(0, -z)
