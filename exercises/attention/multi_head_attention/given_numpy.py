import numpy as np


def softmax(scores):
    """Softmax along the last axis; a score of minus infinity gets 0."""
    shifted = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    return shifted / np.sum(shifted, axis=-1, keepdims=True)
