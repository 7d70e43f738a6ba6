import torch


def cross_entropy_with_gradient(Z, y, weights, ignore):
    r"""Weighted mean cross-entropy of the rows that count, and its gradient in the logits.

    Tensor arithmetic only: no autograd, and no cross_entropy or nll_loss of torch.

    Args:
        Z: logits, shape (n, k), float tensor.
        y: labels, shape (n,), int64 tensor; a class from 0 to k-1, or ignore.
        weights: one weight for each class, shape (k,), float tensor, not negative.
        ignore: the label of a row that does not count, int.
    Returns:
        (loss, dZ): a tensor of shape (), and the gradient, shape (n, k), both of the dtype of Z.
        Both are zero if nothing counts.
    Raises:
        ValueError: y or weights does not fit Z (check_labels says how).
    Source: Goodfellow, Bengio & Courville 2016, section 6.2.2.3.

    >>> loss, dZ = cross_entropy_with_gradient(
    ...     torch.zeros(1, 2), torch.tensor([1]), torch.ones(2), -100
    ... )
    >>> round(float(loss), 4), dZ
    (0.6931, tensor([[ 0.5000, -0.5000]]))
    """
    check_labels(Z, y, weights, ignore)
    label = torch.where(y == ignore, 0, y)  # any class will do: c is 0 in these rows
    ### BEGIN SOLUTION
    c = torch.where(y == ignore, 0, weights[label]).to(Z.dtype)
    total = c.sum()
    if total == 0:
        return Z.new_zeros(()), torch.zeros_like(Z)
    shifted = Z - Z.amax(dim=1, keepdim=True)
    log_p = shifted - torch.log(torch.exp(shifted).sum(dim=1, keepdim=True))
    loss = -(c * log_p.gather(1, label[:, None])[:, 0]).sum() / total
    onehot = label[:, None] == torch.arange(Z.shape[1])
    return loss, (torch.exp(log_p) - onehot.to(Z.dtype)) * (c / total)[:, None]
    ### END SOLUTION
