import numpy as np


def fuse_concat(A, B):
    r"""Put the features of B after those of A.

    Args:
        A: features of the first modality, shape (n, d_a), float.
        B: features of the second modality, shape (n, d_b), same dtype.
    Returns:
        Shape (n, d_a + d_b), same dtype.
    Source: Baltrusaitis, Ahuja & Morency 2019, section 3.1.

    >>> fuse_concat(np.array([[1.0]]), np.array([[2.0]]))
    array([[1., 2.]])
    """
    ### BEGIN SOLUTION
    return np.concatenate([A, B], axis=1)
    ### END SOLUTION


def fuse_average(A, B, present):
    r"""Average over the modalities that were observed.

    Args:
        A: features of the first modality, shape (n, d), float; anything where not present.
        B: features of the second modality, shape (n, d), same dtype.
        present: shape (n, 2), bool; True where A (column 0) or B (column 1) was observed.
    Returns:
        Shape (n, d), same dtype.
    Raises:
        ValueError: A and B differ in shape, or a row has neither.
    Source: Baltrusaitis, Ahuja & Morency 2019, section 3.1.

    >>> fuse_average(np.array([[1.0]]), np.array([[3.0]]), np.array([[True, True]]))
    array([[2.]])
    """
    if A.shape != B.shape:
        raise ValueError(f"fuse_average: A {A.shape} and B {B.shape} differ in shape.")
    if not present.any(axis=1).all():
        raise ValueError("fuse_average: a row of present is all False; nothing to average.")
    count = present.sum(axis=1, keepdims=True).astype(A.dtype)
    ### BEGIN SOLUTION
    return (np.where(present[:, :1], A, 0) + np.where(present[:, 1:], B, 0)) / count
    ### END SOLUTION


def fuse_gate(A, B, W, c):
    r"""Mix two modalities by a learned gate: $G \odot A + (1 - G) \odot B$.

    Args:
        A: features of the first modality, shape (n, d), float.
        B: features of the second modality, shape (n, d), same dtype.
        W: weights of the gate, shape (2d, d).
        c: biases of the gate, shape (d,).
    Returns:
        Shape (n, d), same dtype.
    Source: Arevalo, Solorio, Montes-y-Gomez & Gonzalez 2017, section 3.

    >>> fuse_gate(np.array([[1.0]]), np.array([[3.0]]), np.zeros((2, 1)), np.zeros(1))
    array([[2.]])
    """
    ### BEGIN SOLUTION
    G = sigmoid(np.concatenate([A, B], axis=1) @ W + c)
    return G * A + (1 - G) * B
    ### END SOLUTION
