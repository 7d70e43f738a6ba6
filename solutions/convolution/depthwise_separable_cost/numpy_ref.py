import numpy as np


def convolution_cost(c_in, c_out, kernel, out_size, groups=1, bias=True):
    r"""Parameters and floating-point operations of one convolutional layer, for one image.

    Args:
        c_in: input channels.
        c_out: output channels.
        kernel: height and width of the window.
        out_size: height and width of the output.
        groups: number of groups that the channels fall into; c_in for a depthwise layer.
        bias: whether there is a bias for each output channel.
    Returns:
        (parameters, flops), integers; a multiplication and an addition are 2 FLOPs, biases are free.
    Raises:
        ValueError: groups does not divide c_in and c_out.
    Source: Howard et al. 2017, section 3.1 (which counts a multiplication and an addition as one).

    >>> convolution_cost(3, 8, (3, 3), (10, 10))
    (224, 43200)
    """
    ### BEGIN SOLUTION
    if c_in % groups or c_out % groups:
        raise ValueError(
            f"convolution_cost: groups must divide c_in and c_out; got {groups} for {c_in}, {c_out}."
        )
    weights = c_out * (c_in // groups) * kernel[0] * kernel[1]
    parameters = weights + c_out if bias else weights
    return parameters, 2 * weights * out_size[0] * out_size[1]
    ### END SOLUTION


def separable_cost(c_in, c_out, kernel, out_size, bias=True):
    r"""Parameters and floating-point operations of a depthwise and a pointwise layer together.

    Args:
        c_in: input channels.
        c_out: output channels.
        kernel: height and width of the depthwise window.
        out_size: height and width of the output, and of the depthwise output.
        bias: whether both layers have biases.
    Returns:
        (parameters, flops), integers, counted as in convolution_cost.
    Source: Howard et al. 2017, section 3.1.

    >>> separable_cost(3, 8, (3, 3), (10, 10))
    (62, 10200)
    """
    ### BEGIN SOLUTION
    weights = c_in * (kernel[0] * kernel[1] + c_out)
    parameters = weights + (c_in + c_out if bias else 0)
    return parameters, 2 * weights * out_size[0] * out_size[1]
    ### END SOLUTION


def merged_kernel(D, P):
    r"""The full kernel that does what a depthwise and a pointwise layer do one after the other.

    Args:
        D: depthwise kernels, shape (c_in, k_y, k_x), float.
        P: pointwise weights, shape (c_out, c_in), same dtype.
    Returns:
        W, shape (c_out, c_in, k_y, k_x), same dtype.
    Raises:
        ValueError: the shapes do not fit.

    >>> merged_kernel(np.array([[[1.0, 2.0]]]), np.array([[3.0], [4.0]]))
    array([[[[3., 6.]]],
    <BLANKLINE>
    <BLANKLINE>
           [[[4., 8.]]]])
    """
    if D.ndim != 3 or P.ndim != 2 or len(D) != P.shape[1]:
        raise ValueError(
            "merged_kernel: expected D (c_in, k_y, k_x) and P (c_out, c_in); "
            f"got {D.shape}, {P.shape}."
        )
    ### BEGIN SOLUTION
    return P[:, :, None, None] * D
    ### END SOLUTION
