import math

import numpy as np


def gelu(Z, form):
    r"""The Gaussian error linear unit, entry by entry.

    Args:
        Z: pre-activations, any shape, float.
        form: "exact" for $z\,\Phi(z)$, or "tanh" for its approximation.
    Returns:
        Shape and dtype of Z.
    Raises:
        ValueError: form is another word.
    Source: Hendrycks & Gimpel 2016, section 2.

    >>> gelu(np.array([0.0, 1.0]), "exact").round(6)
    array([0.      , 0.841345])
    """
    if form == "exact":
        return Z * 0.5 * (1 + erf(Z / math.sqrt(2)))
    ### BEGIN SOLUTION
    if form == "tanh":
        u = math.sqrt(2 / math.pi) * (Z + 0.044715 * Z**3)
        return Z * 0.5 * (1 + np.tanh(u))
    raise ValueError(f'gelu: form must be "exact" or "tanh"; got {form!r}.')
    ### END SOLUTION


def gelu_backward(dY, Z, form):
    r"""Gradient of gelu with respect to its input.

    Args:
        dY: gradient of the loss with respect to the output, shape of Z, float.
        Z: pre-activations, any shape, float.
        form: "exact" or "tanh", as in the forward pass.
    Returns:
        dZ, shape and dtype of Z.
    Raises:
        ValueError: form is another word.
    Source: the product rule on Hendrycks & Gimpel 2016, section 2.

    >>> gelu_backward(np.array([2.0]), np.array([0.0]), "tanh")
    array([1.])
    """
    ### BEGIN SOLUTION
    if form == "exact":
        density = np.exp(-0.5 * Z**2) / math.sqrt(2 * math.pi)
        return dY * (0.5 * (1 + erf(Z / math.sqrt(2))) + Z * density)
    if form == "tanh":
        T = np.tanh(math.sqrt(2 / math.pi) * (Z + 0.044715 * Z**3))
        du = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * Z**2)
        return dY * 0.5 * (1 + T + Z * (1 - T**2) * du)
    raise ValueError(f'gelu_backward: form must be "exact" or "tanh"; got {form!r}.')
    ### END SOLUTION
