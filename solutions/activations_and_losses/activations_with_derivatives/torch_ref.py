import torch


def sigmoid(z):
    r"""Squash each entry into (0, 1): $\sigma(z) = 1 / (1 + e^{-z})$, without overflow.

    Write it with tensor arithmetic, not with torch.sigmoid.

    Args:
        z: pre-activations, any shape, float tensor.
    Returns:
        $\sigma(z)$, same shape, dtype and device.
    Source: Goodfellow, Bengio & Courville 2016, section 3.10.

    >>> sigmoid(torch.tensor([0.0, 800.0]))
    tensor([0.5000, 1.0000])
    """
    log_one_plus = torch.logaddexp(torch.zeros_like(z), -z)  # log(1 + e^-z)
    ### BEGIN SOLUTION
    return torch.exp(-log_one_plus)
    ### END SOLUTION


def sigmoid_derivative(z):
    r"""The slope of the sigmoid at each entry, accurate in the tails; no autograd.

    Args:
        z: pre-activations (not $\sigma(z)$), any shape, float tensor.
    Returns:
        $\sigma'(z)$, same shape, dtype and device.
    Source: Goodfellow, Bengio & Courville 2016, section 3.10.

    >>> sigmoid_derivative(torch.tensor([0.0]))
    tensor([0.2500])
    """
    left = sigmoid(-z)  # equals 1 - sigmoid(z), but without cancellation
    ### BEGIN SOLUTION
    return sigmoid(z) * left
    ### END SOLUTION


def tanh(z):
    r"""Squash each entry into (-1, 1), without overflow.

    Write it with tensor arithmetic, not with torch.tanh.

    Args:
        z: pre-activations, any shape, float tensor.
    Returns:
        $\tanh z = 2\sigma(2z) - 1$, same shape, dtype and device.
    Source: Goodfellow, Bengio & Courville 2016, section 6.3.2.

    >>> tanh(torch.tensor([0.0, 800.0]))
    tensor([0., 1.])
    """
    ### BEGIN SOLUTION
    return 2 * sigmoid(2 * z) - 1
    ### END SOLUTION


def tanh_derivative(z):
    r"""The slope of tanh at each entry, accurate in the tails; no autograd.

    Args:
        z: pre-activations (not $\tanh z$), any shape, float tensor.
    Returns:
        $\tanh'(z)$, same shape, dtype and device. Differentiate $2\sigma(2z) - 1$.
    Source: Goodfellow, Bengio & Courville 2016, section 6.3.2.

    >>> tanh_derivative(torch.tensor([0.0]))
    tensor([1.])
    """
    ### BEGIN SOLUTION
    return 4 * sigmoid_derivative(2 * z)
    ### END SOLUTION


def relu(z):
    r"""Keep what is positive: $\max(0, z)$, entry by entry.

    Write it with tensor arithmetic, not with torch.relu.

    Args:
        z: pre-activations, any shape, float tensor.
    Returns:
        $\max(0, z)$, same shape, dtype and device.
    Source: Nair & Hinton 2010.

    >>> relu(torch.tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """
    ### BEGIN SOLUTION
    return torch.clamp(z, min=0)
    ### END SOLUTION


def relu_derivative(z):
    r"""The slope of ReLU at each entry: 1 where z > 0, else 0 (also at 0); no autograd.

    Args:
        z: pre-activations, any shape, float tensor.
    Returns:
        Zeros and ones, same shape, dtype and device as z (not bool).
    Source: Goodfellow, Bengio & Courville 2016, section 6.3.1.

    >>> relu_derivative(torch.tensor([-1.0, 0.0, 2.0]))
    tensor([0., 0., 1.])
    """
    ### BEGIN SOLUTION
    return (z > 0).to(z.dtype)
    ### END SOLUTION
