import torch


def complex_step_gradient(f, x, h):
    r"""Gradient of a scalar function by complex steps: $g_k = \operatorname{Im} f(x + ih e_k) / h$.

    Args:
        f: takes a complex128 tensor of the shape of x, returns one complex number (a tensor).
        x: the point, any shape, float tensor.
        h: size of the step, positive; 1e-30 is a good one.
    Returns:
        The gradient, shape of x, float64. No autograd.
    Raises:
        ValueError: h is not positive, or f returns a real number.
    Source: Squire & Trapp 1998.

    >>> complex_step_gradient(lambda z: z[0] ** 2 * z[1], torch.tensor([3.0, 5.0]), 1e-30)
    tensor([30.,  9.], dtype=torch.float64)
    """
    if not h > 0:
        raise ValueError(f"complex_step_gradient: h must be positive; got {h}.")
    ### BEGIN SOLUTION
    flat = x.reshape(-1).to(torch.complex128)
    slopes = torch.zeros(x.shape, dtype=torch.float64).reshape(-1)
    for k in range(len(slopes)):
        z = flat.clone()
        z[k] += 1j * h
        value = f(z.reshape(x.shape))
        if not value.is_complex():
            raise ValueError("complex_step_gradient: f lost the imaginary part.")
        slopes[k] = value.imag / h
    return slopes.reshape(x.shape)
    ### END SOLUTION
