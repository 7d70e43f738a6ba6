import numpy as np


def logistic(z):
    """1 / (1 + e^-z), written with tanh so that no z overflows."""
    return 0.5 * (1 + np.tanh(0.5 * z))
