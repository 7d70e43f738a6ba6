import torch


def masked_mean(H, mask):
    r"""Mean of each row's unmasked positions.

    Args:
        H: one vector for each position, shape (n, t, h), float tensor.
        mask: True where a word stands, shape (n, t), bool tensor.
    Returns:
        Means, shape (n, h), dtype of H; zeros for a row without True.
    Raises:
        ValueError: mask does not have the shape H.shape[:2].
    Source: a repair of document 000, section 5.2, whose classifier reads the padding.

    >>> masked_mean(torch.tensor([[[2.0], [4.0], [9.0]]]), torch.tensor([[True, True, False]]))
    tensor([[3.]])
    """
    ### BEGIN SOLUTION
    if mask.shape != H.shape[:2]:
        raise ValueError(f"masked_mean: mask must have shape {H.shape[:2]}; got {mask.shape}.")
    total = torch.where(mask[:, :, None], H, 0).sum(dim=1)
    ### END SOLUTION
    count = mask.sum(dim=1).clamp(min=1)[:, None]
    ### BEGIN SOLUTION
    return total / count
    ### END SOLUTION


def masked_mean_backward(dP, mask):
    r"""Gradient of the loss with respect to H, from its gradient with respect to the means.

    Args:
        dP: gradient with respect to masked_mean(H, mask), shape (n, h), float tensor.
        mask: as in masked_mean, shape (n, t), bool tensor.
    Returns:
        dH, shape (n, t, h), dtype of dP; zero at every masked position.
    Raises:
        ValueError: dP and mask differ in n.
    Source: the derivative of the mean.

    >>> masked_mean_backward(torch.tensor([[6.0]]), torch.tensor([[True, True, False]]))[0, :, 0]
    tensor([3., 3., 0.])
    """
    ### BEGIN SOLUTION
    if dP.shape[0] != mask.shape[0]:
        raise ValueError(
            f"masked_mean_backward: dP needs one row per row of mask ({mask.shape[0]}); "
            f"got shape {dP.shape}."
        )
    ### END SOLUTION
    count = mask.sum(dim=1).clamp(min=1)[:, None]
    ### BEGIN SOLUTION
    weights = mask.to(dP.dtype) / count
    return weights[:, :, None] * dP[:, None, :]
    ### END SOLUTION
