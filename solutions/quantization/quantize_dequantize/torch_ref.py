import torch


def quantize(x, scale, zero_point, bits=8):
    r"""Turn numbers into signed codes.

    $q = \operatorname{clip}(\operatorname{round}(x/s) + z_0, q_{\min}, q_{\max})$, ties to even.

    Write it with tensor arithmetic, not with torch.quantize_per_tensor or a fake_quantize.

    Args:
        x: numbers, any shape, float tensor; infinities are clipped.
        scale: positive float, or tensor that broadcasts against x.
        zero_point: int.
        bits: width of a code, 2 to 8.
    Returns:
        Codes, shape of x, int8 tensor.
    Raises:
        ValueError: x has a NaN.
    Source: Jacob et al. 2018, equation 1; Krishnamoorthi 2018, section 2.

    >>> quantize(torch.tensor([-0.5, 0.0, 99.0]), 0.1, 2, bits=4)
    tensor([-3,  2,  7], dtype=torch.int8)
    """
    if torch.isnan(x).any():
        raise ValueError("quantize: x has a NaN, and no code stands for it. Clean x first.")
    qmin, qmax = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    ### BEGIN SOLUTION
    codes = torch.round(x / scale) + zero_point
    return codes.clamp(qmin, qmax).to(torch.int8)
    ### END SOLUTION


def dequantize(q, scale, zero_point):
    r"""Turn codes back into numbers: $\hat{x} = s\,(q - z_0)$.

    Args:
        q: codes, any shape, int8 tensor.
        scale: positive float, or tensor that broadcasts against q.
        zero_point: int.
    Returns:
        Numbers, shape of q, float32.
    Source: Jacob et al. 2018, equation 1.

    >>> dequantize(torch.tensor([-3, 2, 7], dtype=torch.int8), 0.5, 2)
    tensor([-2.5000,  0.0000,  2.5000])
    """
    ### BEGIN SOLUTION
    steps = q.to(torch.int32) - zero_point
    return (steps * scale).to(torch.float32)
    ### END SOLUTION


def error_bound(x, scale, zero_point, bits=8):
    r"""The most by which $\hat{x}$ can differ from x, for each entry.

    $\max\bigl(s/2,\; \mathrm{lowest} - x,\; x - \mathrm{highest}\bigr)$, where lowest and highest
    are the numbers that the first and the last code stand for.

    Args:
        x: numbers, any shape, float tensor.
        scale: positive float, or tensor that broadcasts against x.
        zero_point: int.
        bits: width of a code, 2 to 8.
    Returns:
        Bounds, shape of x, same dtype when scale is a float.

    >>> error_bound(torch.tensor([0.0, 3.5, 5.0]), 1.0, 0, bits=3)
    tensor([0.5000, 0.5000, 2.0000])
    """
    half_step = scale / 2
    ### BEGIN SOLUTION
    lowest = scale * (-(2 ** (bits - 1)) - zero_point)
    highest = scale * (2 ** (bits - 1) - 1 - zero_point)
    clipped_by = torch.maximum(lowest - x, x - highest)
    ### END SOLUTION
    return torch.clamp(clipped_by, min=half_step)
