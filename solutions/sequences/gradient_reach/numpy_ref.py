import math

import numpy as np


def step_jacobian(h_new, W_h):
    r"""Derivative of a tanh recurrent step with respect to the state before it.

    Args:
        h_new: state after the step, $\tanh(x W_x + h W_h + b)$, shape (h,), float.
        W_h: weights for the state, shape (h, h), same dtype.
    Returns:
        J, shape (h, h), same dtype: J[j, i] is the derivative of h_new[j] with respect to h[i].
    Source: Pascanu, Mikolov & Bengio 2013, section 2.

    >>> step_jacobian(np.zeros(2), np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([[1., 3.],
           [2., 4.]])
    """
    ### BEGIN SOLUTION
    return (1 - h_new**2)[:, None] * W_h.T
    ### END SOLUTION


def gradient_reach(X, h0, W_x, W_h, b):
    r"""How much of a small change of $h_0$ is left after each step, as a power of ten.

    No autograd.

    Args:
        X: one sequence, shape (t, d) with t of at least 1, float.
        h0: state before the first step, shape (h,), same dtype.
        W_x: weights for the input, shape (d, h), same dtype.
        W_h: weights for the state, shape (h, h), same dtype.
        b: bias, shape (h,), same dtype.
    Returns:
        $\log_{10}$ of the spectral norm of $\partial h_s / \partial h_0$ for s = 1 … t, shape (t,),
        dtype of X; $-\infty$ where the derivative is exactly zero.
    Source: Pascanu, Mikolov & Bengio 2013, section 2; Hochreiter & Schmidhuber 1997, section 3.

    >>> one = np.ones((1, 1))
    >>> gradient_reach(np.zeros((3, 1)), np.zeros(1), one, 0.1 * one, np.zeros(1))
    array([-1., -2., -3.])
    """
    ### BEGIN SOLUTION
    h, product = h0, np.eye(len(h0), dtype=X.dtype)
    exponent, reach = 0.0, []
    for x in X:
        h = np.tanh(x @ W_x + h @ W_h + b)
        product = step_jacobian(h, W_h) @ product
        size = float(np.linalg.norm(product, 2))
        if size == 0:
            exponent = -math.inf
        else:
            product = product / size
            exponent += math.log10(size)
        reach.append(exponent)
    return np.array(reach, dtype=X.dtype)
    ### END SOLUTION
