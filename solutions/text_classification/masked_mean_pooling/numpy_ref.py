import numpy as np


def masked_mean(H, mask):
    r"""Mean of each row's unmasked positions.

    Args:
        H: one vector for each position, shape (n, t, h), float.
        mask: True where a word stands, shape (n, t), bool.
    Returns:
        Means, shape (n, h), dtype of H; zeros for a row without True.
    Raises:
        ValueError: mask does not have the shape H.shape[:2].
    Source: a repair of document 000, section 5.2, whose classifier reads the padding.

    >>> masked_mean(np.array([[[2.0], [4.0], [9.0]]]), np.array([[True, True, False]]))
    array([[3.]])
    """
    ### BEGIN SOLUTION
    if mask.shape != H.shape[:2]:
        raise ValueError(f"masked_mean: mask must have shape {H.shape[:2]}; got {mask.shape}.")
    total = np.where(mask[:, :, None], H, 0).sum(axis=1)
    ### END SOLUTION
    count = mask.sum(axis=1).clip(1)[:, None].astype(H.dtype)
    ### BEGIN SOLUTION
    return total / count
    ### END SOLUTION


def masked_mean_backward(dP, mask):
    r"""Gradient of the loss with respect to H, from its gradient with respect to the means.

    Args:
        dP: gradient with respect to masked_mean(H, mask), shape (n, h), float.
        mask: as in masked_mean, shape (n, t), bool.
    Returns:
        dH, shape (n, t, h), dtype of dP; zero at every masked position.
    Raises:
        ValueError: dP and mask differ in n.
    Source: the derivative of the mean.

    >>> masked_mean_backward(np.array([[6.0]]), np.array([[True, True, False]]))[0, :, 0]
    array([3., 3., 0.])
    """
    ### BEGIN SOLUTION
    if dP.shape[0] != mask.shape[0]:
        raise ValueError(
            f"masked_mean_backward: dP needs one row per row of mask ({mask.shape[0]}); "
            f"got shape {dP.shape}."
        )
    ### END SOLUTION
    count = mask.sum(axis=1).clip(1)[:, None].astype(dP.dtype)
    ### BEGIN SOLUTION
    weights = mask / count
    return weights[:, :, None] * dP[:, None, :]
    ### END SOLUTION
