import numpy as np


def softmax_vjp(dP, P):
    r"""Take the upstream gradient of each row's softmax back to its logits.

    Args:
        dP: $\partial \mathrm{loss} / \partial P$, shape (n, k), float.
        P: probabilities from the forward pass, shape (n, k), same dtype.
    Returns:
        dZ, shape (n, k), same dtype; each row sums to 0.
    Raises:
        ValueError: dP and P are not two-dimensional arrays of one shape.
    Source: Bridle 1990.

    >>> softmax_vjp(np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]]))
    array([[ 0.25, -0.25]])
    """
    if dP.ndim != 2 or dP.shape != P.shape:
        raise ValueError(f"softmax_vjp: expected two arrays (n, k); got {dP.shape}, {P.shape}.")
    ### BEGIN SOLUTION
    mean = (P * dP).sum(axis=1, keepdims=True)  # of dP, under the row's probabilities
    return P * (dP - mean)
    ### END SOLUTION


def log_softmax_vjp(dY, Y):
    r"""Take the upstream gradient of each row's log-softmax back to its logits.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, k), float.
        Y: log-probabilities from the forward pass, shape (n, k), same dtype; may be -inf.
    Returns:
        dZ, shape (n, k), same dtype; each row sums to 0.
    Raises:
        ValueError: dY and Y are not two-dimensional arrays of one shape.
    Source: Bridle 1990.

    >>> log_softmax_vjp(np.array([[-1.0, 0.0]]), np.log(np.array([[0.5, 0.5]])))
    array([[-0.5,  0.5]])
    """
    if dY.ndim != 2 or dY.shape != Y.shape:
        raise ValueError(f"log_softmax_vjp: expected two arrays (n, k); got {dY.shape}, {Y.shape}.")
    ### BEGIN SOLUTION
    return dY - np.exp(Y) * dY.sum(axis=1, keepdims=True)
    ### END SOLUTION


def log_softmax_jvp(V, Y):
    r"""How each row's log-softmax changes when its logits move along V.

    Args:
        V: direction in the logits, shape (n, k), float.
        Y: log-probabilities at the logits, shape (n, k), same dtype, finite.
    Returns:
        The directional derivative of Y, shape (n, k), same dtype.
    Raises:
        ValueError: V and Y are not two-dimensional arrays of one shape.
    Source: Griewank & Walther 2008, section 3.1.

    >>> log_softmax_jvp(np.array([[1.0, 0.0]]), np.log(np.array([[0.5, 0.5]])))
    array([[ 0.5, -0.5]])
    """
    if V.ndim != 2 or V.shape != Y.shape:
        raise ValueError(f"log_softmax_jvp: expected two arrays (n, k); got {V.shape}, {Y.shape}.")
    ### BEGIN SOLUTION
    return V - (np.exp(Y) * V).sum(axis=1, keepdims=True)
    ### END SOLUTION
