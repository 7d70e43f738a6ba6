import numpy as np


def mlp_flops(sizes, n):
    r"""Operations in the matrix products of an MLP's training step.

    Args:
        sizes: widths from the inputs to the outputs, list of int, at least two.
        n: examples in the batch, int.
    Returns:
        (forward, backward), two int; the gradient of the inputs is not computed.
    Source: Kaplan et al. 2020, section 2.1.

    >>> mlp_flops([3, 4, 2], 5)
    (200, 280)
    """
    ### BEGIN SOLUTION
    products = [2 * n * d_in * d_out for d_in, d_out in zip(sizes, sizes[1:])]
    forward = sum(products)
    return forward, 2 * forward - products[0]
    ### END SOLUTION


def gpt_forward_flops(layers, d, vocabulary, t):
    r"""Operations in the matrix products of a GPT's forward pass, one sequence.

    Args:
        layers: how many blocks, int.
        d: width of the blocks, int; the feed-forward networks are 4d wide.
        vocabulary: outputs of the last layer, int.
        t: tokens in the sequence, int.
    Returns:
        The number of operations, int.
    Source: Kaplan et al. 2020, table 1.

    >>> gpt_forward_flops(1, 2, 7, 3)
    444
    """
    feed_forward = 2 * (2 * t * d * 4 * d)
    ### BEGIN SOLUTION
    projections = 4 * (2 * t * d * d)
    scores_and_sum = 2 * (2 * t * t * d)
    output = 2 * t * d * vocabulary
    return layers * (projections + scores_and_sum + feed_forward) + output
    ### END SOLUTION


def training_run(parameters, tokens, devices, peak_flops, utilisation, watts):
    r"""Work, time and energy of training a dense model.

    Args:
        parameters: N, float.
        tokens: D, all tokens that the model is trained on, float.
        devices: how many work at once, int.
        peak_flops: operations per second of one device at best, float.
        utilisation: share of the peak that is reached, between 0 and 1, float.
        watts: power that one device draws, float.
    Returns:
        dict with the keys flops, days, kilowatt_hours; float.
    Source: Kaplan et al. 2020, section 2.1 (the 6ND).

    >>> training_run(1e9, 1.44e13, 10, 1e15, 0.5, 700.0)["days"]
    200.0
    """
    ### BEGIN SOLUTION
    flops = 6.0 * parameters * tokens
    seconds = flops / (devices * peak_flops * utilisation)
    kilowatts = devices * watts / 1000
    return {
        "flops": flops,
        "days": seconds / 86400,
        "kilowatt_hours": kilowatts * seconds / 3600,
    }
    ### END SOLUTION
