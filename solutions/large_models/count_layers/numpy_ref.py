import numpy as np


def mlp_parameters(sizes, bias):
    r"""Number of parameters of linear layers between neighbouring sizes.

    $\sum_l d_{l-1} d_l$, and $\sum_l d_l$ more for the biases. Pure arithmetic; no array is needed.

    Args:
        sizes: widths from the inputs to the outputs, list of int, at least two.
        bias: whether the layers have biases, bool.
    Returns:
        The number of parameters, int.

    >>> mlp_parameters([64, 32, 10], True)
    2410
    """
    ### BEGIN SOLUTION
    weights = sum(d_in * d_out for d_in, d_out in zip(sizes, sizes[1:]))
    return weights + sum(sizes[1:]) if bias else weights
    ### END SOLUTION


def cnn_parameters(channels, kernel, classes, batch_norm):
    r"""Number of parameters of convolutions, a mean over the pixels and a linear head.

    Args:
        channels: from the picture's channels to the last convolution's, list of int, at least two.
        kernel: side of the square kernels, int.
        classes: outputs of the linear head, which has a bias, int.
        batch_norm: True: a batch norm after each convolution, which then has no bias.
    Returns:
        The number of parameters (not of running averages, which are not trained), int.

    >>> cnn_parameters([1, 8, 16], 3, 10, False)
    1418
    """
    ### BEGIN SOLUTION
    weights = sum(c_in * c_out * kernel**2 for c_in, c_out in zip(channels, channels[1:]))
    each_channel = 2 if batch_norm else 1
    return weights + each_channel * sum(channels[1:]) + (channels[-1] + 1) * classes
    ### END SOLUTION


def lstm_parameters(d, h, layers, bidirectional):
    r"""Number of parameters of torch.nn.LSTM(d, h, layers, bidirectional=bidirectional).

    Args:
        d: features of one time step, int.
        h: hidden units of one direction, int.
        layers: how many LSTM layers are stacked, int.
        bidirectional: two directions in each layer, bool.
    Returns:
        The number of parameters, with torch's two biases for each gate, int.
    Source: Hochreiter & Schmidhuber 1997; the layout is that of torch.nn.LSTM.

    >>> lstm_parameters(3, 5, 1, False)
    200
    """
    ### BEGIN SOLUTION
    ways = 2 if bidirectional else 1
    first = 4 * h * (d + h + 2)
    later = 4 * h * (ways * h + h + 2)
    return ways * (first + (layers - 1) * later)
    ### END SOLUTION
