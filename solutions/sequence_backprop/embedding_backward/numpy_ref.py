import numpy as np


def embedding_backward(dY, ids, v, padding_id):
    r"""Gradient of an embedding table, given the gradient at every position.

    $dE_w = \sum_{(r, s): ids_{rs} = w} dY_{rs}$; a word that stands at many positions collects all.

    Args:
        dY: gradient of the loss with respect to the looked-up vectors, shape (n, t, d), float.
        ids: word at each position, 0 to v - 1, shape (n, t), int.
        v: number of words in the table, int.
        padding_id: id whose row is not trained, or None.
    Returns:
        dE, shape (v, d), dtype of dY; the row of padding_id is zero.
    Raises:
        ValueError: dY is not of shape (n, t, d), or an id is outside 0 to v - 1.
    Source: the gradient of torch.nn.functional.embedding.

    >>> dY = np.array([[[0.5], [2.0], [3.0]]])
    >>> embedding_backward(dY, np.array([[1, 0, 1]]), 2, None)
    array([[2. ],
           [3.5]])
    """
    if dY.ndim != 3 or ids.shape != dY.shape[:2]:
        raise ValueError(
            "embedding_backward: expected dY (n, t, d) and ids (n, t); "
            f"got {dY.shape} and {ids.shape}."
        )
    ### BEGIN SOLUTION
    if (ids < 0).any() or (ids >= v).any():
        raise ValueError(f"embedding_backward: expected ids from 0 to {v - 1}; got {ids}.")
    ### END SOLUTION
    dE = np.zeros((v, dY.shape[2]), dtype=dY.dtype)
    ### BEGIN SOLUTION
    np.add.at(dE, ids, dY)
    if padding_id is not None:
        dE[padding_id] = 0
    ### END SOLUTION
    return dE
