import torch


def fuse_concat(A, B):
    r"""Put the features of B after those of A.

    Args:
        A: features of the first modality, shape (n, d_a), float tensor.
        B: features of the second modality, shape (n, d_b), same dtype.
    Returns:
        Shape (n, d_a + d_b), same dtype.
    Source: Baltrusaitis, Ahuja & Morency 2019, section 3.1.

    >>> fuse_concat(torch.tensor([[1.0]]), torch.tensor([[2.0]]))
    tensor([[1., 2.]])
    """
    ### BEGIN SOLUTION
    return torch.cat([A, B], dim=1)
    ### END SOLUTION


def fuse_average(A, B, present):
    r"""Average over the modalities that were observed.

    Args:
        A: features of the first modality, shape (n, d), float tensor; anything where not present.
        B: features of the second modality, shape (n, d), same dtype.
        present: shape (n, 2), bool tensor; True where A (column 0) or B (column 1) was observed.
    Returns:
        Shape (n, d), same dtype.
    Raises:
        ValueError: A and B differ in shape, or a row has neither.
    Source: Baltrusaitis, Ahuja & Morency 2019, section 3.1.

    >>> fuse_average(torch.tensor([[1.0]]), torch.tensor([[3.0]]), torch.tensor([[True, True]]))
    tensor([[2.]])
    """
    if A.shape != B.shape:
        raise ValueError(f"fuse_average: A {A.shape} and B {B.shape} differ in shape.")
    if not present.any(dim=1).all():
        raise ValueError("fuse_average: a row of present is all False; nothing to average.")
    count = present.sum(dim=1, keepdim=True)
    ### BEGIN SOLUTION
    return (torch.where(present[:, :1], A, 0) + torch.where(present[:, 1:], B, 0)) / count
    ### END SOLUTION


def fuse_gate(A, B, W, c):
    r"""Mix two modalities by a learned gate: $G \odot A + (1 - G) \odot B$.

    Args:
        A: features of the first modality, shape (n, d), float tensor.
        B: features of the second modality, shape (n, d), same dtype.
        W: weights of the gate, shape (2d, d).
        c: biases of the gate, shape (d,).
    Returns:
        Shape (n, d), same dtype.
    Source: Arevalo, Solorio, Montes-y-Gomez & Gonzalez 2017, section 3.

    >>> fuse_gate(torch.tensor([[1.0]]), torch.tensor([[3.0]]), torch.zeros(2, 1), torch.zeros(1))
    tensor([[2.]])
    """
    ### BEGIN SOLUTION
    G = sigmoid(torch.cat([A, B], dim=1) @ W + c)
    return G * A + (1 - G) * B
    ### END SOLUTION
