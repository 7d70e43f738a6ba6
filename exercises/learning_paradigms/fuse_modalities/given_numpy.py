import numpy as np


def sigmoid(z):
    """1 / (1 + e^-z), written with tanh so that no z overflows."""
    return (1 + np.tanh(z / 2)) / 2
