import numpy as np


def softmax(z):
    r"""Turn each row of logits into probabilities, without overflow.

    $p_{ij} = e^{z_{ij} - m_i} / \sum_c e^{z_{ic} - m_i}$ for any $m_i$; choose it well.

    Args:
        z: logits, shape (n, k), float.
    Returns:
        Probabilities, shape (n, k), same dtype; each row sums to 1.
    Raises:
        ValueError: z is not two-dimensional.
    Source: Goodfellow, Bengio & Courville 2016, section 4.1.

    >>> softmax(np.array([[0.0, 0.0]]))
    array([[0.5, 0.5]])
    """
    ### BEGIN SOLUTION
    if z.ndim != 2:
        raise ValueError(f"softmax: z must have shape (n, k); got {z.shape}.")
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
    ### END SOLUTION
