import numpy as np


def receptive_field(layers):
    r"""Width, jump and start of the stretch of input that one output covers.

    Args:
        layers: list of tuples (kernel, stride, padding, dilation), the first one nearest to the input.
    Returns:
        (field, jump, start), three integers in steps of the network's input: output y covers the places
        start + y * jump up to start + y * jump + field - 1.
    Source: Luo et al. 2016, section 1, for the idea.

    >>> receptive_field([(3, 1, 1, 1), (2, 2, 0, 1)])
    (4, 2, -1)
    """
    field, jump, start = 1, 1, 0
    for kernel, stride, padding, dilation in layers:
        ### BEGIN SOLUTION
        start -= padding * jump
        field += dilation * (kernel - 1) * jump
        jump *= stride
        ### END SOLUTION
    return field, jump, start


def seen_inputs(layers, size, position):
    r"""Mark the inputs that one output depends on.

    Args:
        layers: list of tuples (kernel, stride, padding, dilation), the first one nearest to the input.
        size: number of inputs.
        position: number of the output, counted from 0.
    Returns:
        Truth values, shape (size,), bool.
    Raises:
        ValueError: there is no output with this number.

    >>> seen_inputs([(2, 2, 0, 1)], 5, 1)
    array([False, False,  True,  True, False])
    """
    sizes = [size]
    for kernel, stride, padding, dilation in layers:
        sizes.append((sizes[-1] + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)
    if not 0 <= position < sizes[-1]:
        raise ValueError(
            f"seen_inputs: position must be from 0 to {sizes[-1] - 1}; got {position}."
        )
    ### BEGIN SOLUTION
    seen = np.arange(sizes[-1]) == position
    for (kernel, stride, padding, dilation), below in zip(layers[::-1], sizes[-2::-1]):
        places = np.flatnonzero(seen)[:, None] * stride - padding + dilation * np.arange(kernel)
        seen = np.isin(np.arange(below), places)
    return seen
    ### END SOLUTION
