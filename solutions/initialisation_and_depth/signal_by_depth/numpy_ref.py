import numpy as np


def signal_by_depth(X, weights, dY, activation):
    r"""Mean squares of the activations and of their gradients behind each layer.

    $A_l = \varphi(A_{l-1} W_l)$ with $A_0 = X$, and $dA_{l-1} = (dA_l \odot \varphi'(Z_l)) W_l^\top$.

    Args:
        X: batch, shape (n, d_0), float.
        weights: list of L arrays, W_l of shape (d_{l-1}, d_l), float; may be empty.
        dY: gradient of the loss with respect to A_L, shape (n, d_L), float.
        activation: "linear", "relu" or "tanh".
    Returns:
        (forward, backward), each of shape (L + 1,), float64, calculated in float64:
        the means over all entries of A_l squared and of dA_l squared.
    Raises:
        ValueError: the activation is unknown.
    Source: Glorot & Bengio 2010, section 4.2; He et al. 2015, section 2.2.

    >>> signal_by_depth(np.array([[1.0]]), [np.array([[2.0]])], np.array([[3.0]]), "relu")
    (array([1., 4.]), array([36.,  9.]))
    """
    ### BEGIN SOLUTION
    if activation not in ("linear", "relu", "tanh"):
        raise ValueError(
            f"signal_by_depth: 'linear', 'relu' or 'tanh' expected; got {activation!r}."
        )
    A, steps = X.astype(np.float64), []
    forward, backward = [np.mean(A**2)], []
    for W in weights:
        W = W.astype(np.float64)
        Z = A @ W
        A = {"linear": Z, "relu": np.maximum(Z, 0), "tanh": np.tanh(Z)}[activation]
        steps.append((W, {"linear": 1.0, "relu": Z > 0, "tanh": 1 - A**2}[activation]))
        forward.append(np.mean(A**2))
    dA = dY.astype(np.float64)
    backward.append(np.mean(dA**2))
    for W, slope in reversed(steps):
        dA = (dA * slope) @ W.T
        backward.append(np.mean(dA**2))
    return np.array(forward), np.array(backward[::-1])
    ### END SOLUTION
