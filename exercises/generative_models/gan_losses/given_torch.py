def log_sigmoid(z):
    """log σ(z), entry by entry, without overflow and without loss of digits."""
    return F.logsigmoid(z)
