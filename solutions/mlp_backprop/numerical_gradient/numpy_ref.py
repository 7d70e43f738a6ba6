import numpy as np


def numerical_gradient(f, x, h=1e-5):
    r"""Gradient of a scalar function by central differences, in float64.

    $g_i = (f(x + h e_i) - f(x - h e_i)) / (2h)$, one entry at a time.

    Args:
        f: function of one array with the shape of x; returns a number.
        x: point, any shape, float; is left as it is.
        h: step, positive.
    Returns:
        Gradient, shape of x, float64.
    Raises:
        ValueError: h is not positive.
    Source: Griewank & Walther 2008.

    >>> numerical_gradient(lambda v: float(np.sum(v**2)), np.array([1.0, -3.0])).round(6)
    array([ 2., -6.])
    """
    ### BEGIN SOLUTION
    if not h > 0:
        raise ValueError(f"numerical_gradient: h must be positive; got {h}.")
    x = np.array(x, dtype=np.float64)
    slopes = np.empty_like(x)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = h
        slopes[place] = (f(x + step) - f(x - step)) / (2 * h)
    return slopes
    ### END SOLUTION


def relative_error(a, b):
    r"""How far two gradients are apart: 0 for equal ones, at most 1.

    $\lVert a - b \rVert / (\lVert a \rVert + \lVert b \rVert)$, Euclidean norms over all entries,
    computed in float64; 0 if both are zero, NaN if an entry is NaN.

    Args:
        a, b: arrays of the same shape, any shape, float.
    Returns:
        A number.
    Raises:
        ValueError: the shapes differ (broadcasting would hide it).
    Source: this chapter.

    >>> relative_error(np.array([1.0, 0.0]), np.array([3.0, 0.0]))
    0.5
    """
    ### BEGIN SOLUTION
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"relative_error: expected equal shapes; got {a.shape} and {b.shape}.")
    scale = np.linalg.norm(a) + np.linalg.norm(b)
    return 0.0 if scale == 0 else float(np.linalg.norm(a - b) / scale)
    ### END SOLUTION
