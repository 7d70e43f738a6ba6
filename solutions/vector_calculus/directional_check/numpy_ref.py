import math

import numpy as np


def directional_error(f, g, x, V, h):
    r"""Relative error of a gradient, measured along given directions.

    Args:
        f: function of an array of the shape of x; returns a number.
        g: the gradient on trial at x, shape of x.
        x: the point, any shape, float.
        V: m directions, shape (m, *x.shape).
        h: step, as a multiple of each direction; positive.
    Returns:
        $\lVert s - c \rVert / (\lVert s \rVert + \lVert c \rVert)$ for the measured slopes s and
        the claimed slopes c; 0 if both are zero, NaN if g contains NaN.
    Raises:
        ValueError: g has not the shape of x, or V not the shape (m, *x.shape).
    Source: Goodfellow, Bengio & Courville 2016, section 11.5.

    >>> x = np.array([1.0, 2.0])
    >>> float(directional_error(lambda x: x @ x, 3 * x, x, np.eye(2), 0.5))
    0.2
    """
    if g.shape != x.shape or V.shape[1:] != x.shape:
        raise ValueError(
            f"directional_error: expected g {x.shape} and V (m, *{x.shape}); "
            f"got {g.shape}, {V.shape}."
        )
    ### BEGIN SOLUTION
    g, x, V = (a.astype(np.float64) for a in (g, x, V))
    measured = np.array([(float(f(x + h * v)) - float(f(x - h * v))) / (2 * h) for v in V])
    claimed = np.array([(g * v).sum() for v in V])
    scale = np.linalg.norm(measured) + np.linalg.norm(claimed)
    return 0.0 if scale == 0 else float(np.linalg.norm(measured - claimed) / scale)
    ### END SOLUTION


def miss_probability(error, tolerance, m):
    r"""Probability that m standard normal directions overlook one wrong entry of a gradient.

    Args:
        error: by how much the entry is wrong, a number of either sign, or 0.
        tolerance: largest difference of two slopes that passes, positive.
        m: number of independent directions, int.
    Returns:
        The probability, one number from 0 to 1.
    Source: Goodfellow, Bengio & Courville 2016, section 11.5.

    >>> round(miss_probability(1.0, 0.1, 1), 4)
    0.0797
    """
    ### BEGIN SOLUTION
    if error == 0:
        return 1.0
    return math.erf(tolerance / (abs(error) * math.sqrt(2))) ** m
    ### END SOLUTION
