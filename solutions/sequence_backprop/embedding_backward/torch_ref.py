import torch


def embedding_backward(dY, ids, v, padding_id):
    r"""Gradient of an embedding table, given the gradient at every position.

    $dE_w = \sum_{(r, s): ids_{rs} = w} dY_{rs}$; a word that stands at many positions collects all.
    No autograd and no F.embedding.

    Args:
        dY: gradient of the loss with respect to the looked-up vectors, shape (n, t, d), float tensor.
        ids: word at each position, 0 to v - 1, shape (n, t), int64 tensor.
        v: number of words in the table, int.
        padding_id: id whose row is not trained, or None.
    Returns:
        dE, shape (v, d), dtype of dY; the row of padding_id is zero.
    Raises:
        ValueError: dY is not of shape (n, t, d), or an id is outside 0 to v - 1.
    Source: the gradient of torch.nn.functional.embedding.

    >>> dY = torch.tensor([[[0.5], [2.0], [3.0]]])
    >>> embedding_backward(dY, torch.tensor([[1, 0, 1]]), 2, None)
    tensor([[2.0000],
            [3.5000]])
    """
    if dY.ndim != 3 or ids.shape != dY.shape[:2]:
        raise ValueError(
            "embedding_backward: expected dY (n, t, d) and ids (n, t); "
            f"got {tuple(dY.shape)} and {tuple(ids.shape)}."
        )
    ### BEGIN SOLUTION
    if (ids < 0).any() or (ids >= v).any():
        raise ValueError(f"embedding_backward: expected ids from 0 to {v - 1}; got {ids}.")
    ### END SOLUTION
    dE = torch.zeros((v, dY.shape[2]), dtype=dY.dtype)
    ### BEGIN SOLUTION
    dE.index_add_(0, ids.flatten(), dY.flatten(0, 1))
    if padding_id is not None:
        dE[padding_id] = 0
    ### END SOLUTION
    return dE
