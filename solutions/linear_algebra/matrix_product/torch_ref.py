import torch


def matmul(A, B):
    r"""Multiply two matrices by the definition: $C_{ij} = \sum_m A_{im} B_{mj}$.

    Args:
        A: matrix, shape (n, d), float tensor.
        B: matrix, shape (d, k), same dtype.
    Returns:
        C, shape (n, k), same dtype; zeros if d is 0.
    Raises:
        ValueError: A or B is not a matrix, or d differs; the message holds both shapes.
    Source: Goodfellow, Bengio & Courville 2016, section 2.2.

    >>> matmul(torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0], [4.0]]))
    tensor([[11.]])
    """
    ### BEGIN SOLUTION
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
        shapes = f"{tuple(A.shape)} and {tuple(B.shape)}"
        raise ValueError(f"matmul: expected (n, d) and (d, k); got {shapes}.")
    return (A[:, :, None] * B[None, :, :]).sum(dim=1)
    ### END SOLUTION


def batched_matmul(A, B):
    r"""Multiply matrices in pairs: $C_{bij} = \sum_m A_{bim} B_{bmj}$.

    Args:
        A: b matrices, shape (b, n, d), float tensor.
        B: b matrices, shape (b, d, k), same dtype.
    Returns:
        C, shape (b, n, k), same dtype.
    Raises:
        ValueError: A or B is not three-dimensional, or b or d differs; the message holds both
            shapes. A batch of one is not repeated.
    Source: Goodfellow, Bengio & Courville 2016, section 2.2, once for each pair.

    >>> batched_matmul(torch.tensor([[[2.0]], [[3.0]]]), torch.tensor([[[5.0]], [[7.0]]])).ravel()
    tensor([10., 21.])
    """
    ### BEGIN SOLUTION
    fits = A.ndim == B.ndim == 3 and A.shape[0] == B.shape[0] and A.shape[2] == B.shape[1]
    if not fits:
        shapes = f"{tuple(A.shape)} and {tuple(B.shape)}"
        raise ValueError(f"batched_matmul: expected (b, n, d) and (b, d, k); got {shapes}.")
    return (A[:, :, :, None] * B[:, None, :, :]).sum(dim=2)
    ### END SOLUTION
