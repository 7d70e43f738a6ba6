import numpy as np


def quantize(x, scale, zero_point, bits=8):
    r"""Turn numbers into signed codes.

    $q = \operatorname{clip}(\operatorname{round}(x/s) + z_0, q_{\min}, q_{\max})$, ties to even.

    Args:
        x: numbers, any shape, float; infinities are clipped.
        scale: positive float, or array that broadcasts against x.
        zero_point: int.
        bits: width of a code, 2 to 8.
    Returns:
        Codes, shape of x, int8.
    Raises:
        ValueError: x has a NaN.
    Source: Jacob et al. 2018, equation 1; Krishnamoorthi 2018, section 2.

    >>> quantize(np.array([-0.5, 0.0, 99.0]), 0.1, 2, bits=4)
    array([-3,  2,  7], dtype=int8)
    """
    if np.isnan(x).any():
        raise ValueError("quantize: x has a NaN, and no code stands for it. Clean x first.")
    qmin, qmax = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    ### BEGIN SOLUTION
    codes = np.round(x / scale) + zero_point
    return np.clip(codes, qmin, qmax).astype(np.int8)
    ### END SOLUTION


def dequantize(q, scale, zero_point):
    r"""Turn codes back into numbers: $\hat{x} = s\,(q - z_0)$.

    Args:
        q: codes, any shape, int8.
        scale: positive float, or array that broadcasts against q.
        zero_point: int.
    Returns:
        Numbers, shape of q, float32.
    Source: Jacob et al. 2018, equation 1.

    >>> dequantize(np.array([-3, 2, 7], dtype=np.int8), 0.5, 2)
    array([-2.5,  0. ,  2.5], dtype=float32)
    """
    ### BEGIN SOLUTION
    steps = q.astype(np.int32) - zero_point
    return (steps * scale).astype(np.float32)
    ### END SOLUTION


def error_bound(x, scale, zero_point, bits=8):
    r"""The most by which $\hat{x}$ can differ from x, for each entry.

    $\max\bigl(s/2,\; \mathrm{lowest} - x,\; x - \mathrm{highest}\bigr)$, where lowest and highest
    are the numbers that the first and the last code stand for.

    Args:
        x: numbers, any shape, float.
        scale: positive float, or array that broadcasts against x.
        zero_point: int.
        bits: width of a code, 2 to 8.
    Returns:
        Bounds, shape of x, same dtype when scale is a float.

    >>> error_bound(np.array([0.0, 3.5, 5.0]), 1.0, 0, bits=3)
    array([0.5, 0.5, 2. ])
    """
    half_step = scale / 2
    ### BEGIN SOLUTION
    lowest = scale * (-(2 ** (bits - 1)) - zero_point)
    highest = scale * (2 ** (bits - 1) - 1 - zero_point)
    clipped_by = np.maximum(lowest - x, x - highest)
    ### END SOLUTION
    return np.maximum(clipped_by, half_step)
