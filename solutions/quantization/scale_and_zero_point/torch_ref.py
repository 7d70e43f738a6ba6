import torch


def affine_parameters(x, bits=8):
    r"""Choose scale and zero point of a signed code so that the whole tensor fits.

    $s = (\mathrm{high} - \mathrm{low}) / (q_{\max} - q_{\min})$ and
    $z_0 = q_{\min} - \operatorname{round}(\mathrm{low} / s)$, where [low, high] contains x and 0.

    Write it with tensor arithmetic, not with an observer of torch.ao.quantization.

    Args:
        x: the numbers to be quantised, any shape, float tensor.
        bits: width of a code, at least 2.
    Returns:
        (scale, zero_point): a float and an int. scale is 1.0 when every entry of x is 0.
    Raises:
        ValueError: bits is below 2; x is empty, or has an infinity or a NaN.
    Source: Jacob et al. 2018, section 2.1.

    >>> affine_parameters(torch.tensor([-1.0, 0.25, 0.5], dtype=torch.float64), bits=4)
    (0.1, 2)
    """
    if bits < 2:
        raise ValueError(f"affine_parameters: bits must be at least 2; got {bits}.")
    if x.numel() == 0 or not torch.isfinite(x).all():
        raise ValueError("affine_parameters: x must hold finite numbers, and at least one.")
    qmin, qmax = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    ### BEGIN SOLUTION
    low, high = min(x.min().item(), 0.0), max(x.max().item(), 0.0)
    scale = (high - low) / (qmax - qmin)
    ### END SOLUTION
    if scale == 0.0:
        scale = 1.0
    ### BEGIN SOLUTION
    zero_point = qmin - round(low / scale)
    ### END SOLUTION
    return scale, zero_point


def symmetric_scales(W, bits=8):
    r"""Choose one scale for each column; the zero point is 0.

    $s_j = \max_i |W_{ij}| / q_{\max}$ with $q_{\max} = 2^{b-1} - 1$.

    Args:
        W: weights, shape (d_in, d_out), float tensor.
        bits: width of a code, at least 2.
    Returns:
        Scales, shape (d_out,), same dtype and device; 1 where a column is all zeros.
    Source: Krishnamoorthi 2018, section 2.

    >>> symmetric_scales(torch.tensor([[0.7], [-2.1]]), bits=4)
    tensor([0.3000])
    """
    qmax = 2 ** (bits - 1) - 1
    ### BEGIN SOLUTION
    scales = W.abs().amax(dim=0) / qmax
    return torch.where(scales == 0, torch.ones_like(scales), scales)
    ### END SOLUTION
