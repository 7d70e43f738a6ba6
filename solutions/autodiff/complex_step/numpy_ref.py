import numpy as np


def complex_step_gradient(f, x, h):
    r"""Gradient of a scalar function by complex steps: $g_k = \operatorname{Im} f(x + ih e_k) / h$.

    Args:
        f: takes a complex128 array of the shape of x, returns one complex number.
        x: the point, any shape, float.
        h: size of the step, positive; 1e-30 is a good one.
    Returns:
        The gradient, shape of x, float64.
    Raises:
        ValueError: h is not positive, or f returns a real number.
    Source: Squire & Trapp 1998.

    >>> complex_step_gradient(lambda z: z[0] ** 2 * z[1], np.array([3.0, 5.0]), 1e-30)
    array([30.,  9.])
    """
    if not h > 0:
        raise ValueError(f"complex_step_gradient: h must be positive; got {h}.")
    ### BEGIN SOLUTION
    slopes = []
    for k in range(x.size):
        z = x.astype(np.complex128)
        z.flat[k] += 1j * h
        value = f(z)
        if not np.iscomplexobj(value):
            raise ValueError("complex_step_gradient: f lost the imaginary part.")
        slopes.append(value.imag / h)
    return np.array(slopes).reshape(x.shape)
    ### END SOLUTION
