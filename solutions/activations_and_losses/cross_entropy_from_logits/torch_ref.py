import torch
import torch.nn.functional as F


def cross_entropy(z, y):
    r"""Mean of $\log\sum_c e^{z_{ic}} - z_{i y_i}$ over the rows, for logits of any size.

    Write it with tensor arithmetic, not with cross_entropy, log_softmax or logsumexp of torch.

    Args:
        z: logits, shape (n, k), float tensor.
        y: class indices, shape (n,), int64 tensor, each from 0 to k-1.
    Returns:
        The loss, a tensor of shape (), dtype of z, that gradients flow through.
    Raises:
        ValueError: y does not fit z (check_labels says how).
    Source: Goodfellow, Bengio & Courville 2016, section 6.2.2.3.

    >>> cross_entropy(torch.tensor([[0.0, 0.0]]), torch.tensor([1]))
    tensor(0.6931)
    """
    m = z.max(dim=1).values  # take it out of the sum: no exponent above 0
    ### BEGIN SOLUTION
    check_labels(z, y)
    log_sum = m + torch.log(torch.exp(z - m[:, None]).sum(dim=1))
    return (log_sum - z.gather(1, y[:, None])[:, 0]).mean()
    ### END SOLUTION


def cross_entropy_gradient(z, y):
    r"""Gradient of cross_entropy with respect to the logits, written out: no autograd.

    Args:
        z: logits, shape (n, k), float tensor.
        y: class indices, shape (n,), int64 tensor, each from 0 to k-1.
    Returns:
        dZ, shape (n, k), dtype of z; each row sums to 0.
    Raises:
        ValueError: y does not fit z (check_labels says how).
    Source: Goodfellow, Bengio & Courville 2016, section 6.2.2.3.

    >>> cross_entropy_gradient(torch.tensor([[0.0, 0.0]]), torch.tensor([1]))
    tensor([[ 0.5000, -0.5000]])
    """
    ### BEGIN SOLUTION
    check_labels(z, y)
    e = torch.exp(z - z.max(dim=1, keepdim=True).values)
    p = e / e.sum(dim=1, keepdim=True)
    return (p - F.one_hot(y, z.shape[1])) / len(y)
    ### END SOLUTION
