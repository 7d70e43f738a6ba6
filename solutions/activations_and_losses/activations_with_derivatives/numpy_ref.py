import numpy as np


def sigmoid(z):
    r"""Squash each entry into (0, 1): $\sigma(z) = 1 / (1 + e^{-z})$, without overflow.

    Args:
        z: pre-activations, any shape, float.
    Returns:
        $\sigma(z)$, same shape and dtype.
    Source: Goodfellow, Bengio & Courville 2016, section 3.10.

    >>> sigmoid(np.array([0.0, 800.0]))
    array([0.5, 1. ])
    """
    log_one_plus = np.logaddexp(0.0, -z)  # log(1 + e^-z)
    ### BEGIN SOLUTION
    return np.exp(-log_one_plus)
    ### END SOLUTION


def sigmoid_derivative(z):
    r"""The slope of the sigmoid at each entry, accurate in the tails.

    Args:
        z: pre-activations (not $\sigma(z)$), any shape, float.
    Returns:
        $\sigma'(z)$, same shape and dtype.
    Source: Goodfellow, Bengio & Courville 2016, section 3.10.

    >>> sigmoid_derivative(np.array([0.0]))
    array([0.25])
    """
    left = sigmoid(-z)  # equals 1 - sigmoid(z), but without cancellation
    ### BEGIN SOLUTION
    return sigmoid(z) * left
    ### END SOLUTION


def tanh(z):
    r"""Squash each entry into (-1, 1), without overflow.

    Args:
        z: pre-activations, any shape, float.
    Returns:
        $\tanh z = 2\sigma(2z) - 1$, same shape and dtype.
    Source: Goodfellow, Bengio & Courville 2016, section 6.3.2.

    >>> tanh(np.array([0.0, 800.0]))
    array([0., 1.])
    """
    ### BEGIN SOLUTION
    return 2 * sigmoid(2 * z) - 1
    ### END SOLUTION


def tanh_derivative(z):
    r"""The slope of tanh at each entry, accurate in the tails.

    Args:
        z: pre-activations (not $\tanh z$), any shape, float.
    Returns:
        $\tanh'(z)$, same shape and dtype. Differentiate $2\sigma(2z) - 1$.
    Source: Goodfellow, Bengio & Courville 2016, section 6.3.2.

    >>> tanh_derivative(np.array([0.0]))
    array([1.])
    """
    ### BEGIN SOLUTION
    return 4 * sigmoid_derivative(2 * z)
    ### END SOLUTION


def relu(z):
    r"""Keep what is positive: $\max(0, z)$, entry by entry.

    Args:
        z: pre-activations, any shape, float.
    Returns:
        $\max(0, z)$, same shape and dtype.
    Source: Nair & Hinton 2010.

    >>> relu(np.array([-1.0, 2.0]))
    array([0., 2.])
    """
    ### BEGIN SOLUTION
    return np.maximum(z, 0)
    ### END SOLUTION


def relu_derivative(z):
    r"""The slope of ReLU at each entry: 1 where z > 0, else 0 (also at 0).

    Args:
        z: pre-activations, any shape, float.
    Returns:
        Zeros and ones, same shape and dtype as z (not bool).
    Source: Goodfellow, Bengio & Courville 2016, section 6.3.1.

    >>> relu_derivative(np.array([-1.0, 0.0, 2.0]))
    array([0., 0., 1.])
    """
    ### BEGIN SOLUTION
    return (z > 0).astype(z.dtype)
    ### END SOLUTION
