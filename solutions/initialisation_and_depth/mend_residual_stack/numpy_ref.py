import numpy as np


def residual_stack_backward(dY, X, layers):
    r"""Gradients of a stack of residual blocks $X_l = X_{l-1} + \alpha_l \tanh(X_{l-1} W_l)$.

    Args:
        dY: gradient of the loss with respect to the last block's output, shape (n, d), float.
        X: batch, shape (n, d), same dtype.
        layers: list of L pairs (alpha, W), alpha one number, W of shape (d, d); may be empty.
    Returns:
        (dX, grads): dX of shape (n, d), same dtype; grads is a list of L pairs (dalpha, dW) in the
        order of layers, dalpha one number, dW of shape (d, d). Sums over the batch.
    Source: He et al. 2016; Bachlechner et al. 2021, section 3.

    >>> layers = [(0.0, np.zeros((1, 1)))]
    >>> dX, grads = residual_stack_backward(np.array([[2.0]]), np.array([[1.0]]), layers)
    >>> dX, float(grads[0][0]), grads[0][1]
    (array([[2.]]), 0.0, array([[0.]]))
    """
    ### BEGIN SOLUTION
    inputs, branches = [X], []
    for alpha, W in layers:
        branches.append(np.tanh(inputs[-1] @ W))
        inputs.append(inputs[-1] + alpha * branches[-1])
    grads, dX = [], dY
    for position in reversed(range(len(layers))):
        (alpha, W), H = layers[position], branches[position]
        dZ = alpha * dX * (1 - H**2)
        grads.append(((dX * H).sum(), inputs[position].T @ dZ))
        dX = dX + dZ @ W.T
    return dX, grads[::-1]
    ### END SOLUTION
