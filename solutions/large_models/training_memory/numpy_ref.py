import numpy as np


def mlp_saved_values(sizes, n, activation):
    r"""How many numbers the forward pass of an MLP keeps for the backward pass.

    Args:
        sizes: widths from the inputs to the outputs, list of int, at least two.
        n: examples in the batch, int.
        activation: "relu" (keeps its output) or "gelu" (keeps its input), after all layers but the last.
    Returns:
        The number of saved values, parameters not counted, int.
    Raises:
        ValueError: another activation.

    >>> mlp_saved_values([3, 4, 2], 5, "gelu")
    55
    """
    ### BEGIN SOLUTION
    if activation not in ("relu", "gelu"):
        raise ValueError(f'mlp_saved_values: expected "relu" or "gelu"; got "{activation}".')
    hidden = sum(sizes[1:-1])
    copies = 2 if activation == "gelu" else 1
    return n * (sizes[0] + copies * hidden)
    ### END SOLUTION


def training_bytes(parameters, trainable, saved, precision, optimizer):
    r"""Bytes that a training step keeps at once, by what they are for.

    Args:
        parameters: all parameters, int.
        trainable: how many of them are updated, int.
        saved: values saved for the backward pass, int.
        precision: "float32" or "mixed" (2 bytes, with float32 copies of what is updated).
        optimizer: "adam", "momentum" or "sgd"; its averages are in float32.
    Returns:
        dict with the keys weights, gradients, master, moments, activations; int bytes.
    Source: Micikevicius et al. 2018, section 3.1; Rajbhandari et al. 2020, section 3.

    >>> sum(training_bytes(10, 10, 0, "mixed", "adam").values())
    160
    """
    size = {"float32": 4, "mixed": 2}[precision]
    averages = {"adam": 2, "momentum": 1, "sgd": 0}[optimizer]
    ### BEGIN SOLUTION
    return {
        "weights": size * parameters,
        "gradients": size * trainable,
        "master": 4 * trainable if precision == "mixed" else 0,
        "moments": 4 * averages * trainable,
        "activations": size * saved,
    }
    ### END SOLUTION


def largest_batch(memory_bytes, state_bytes, bytes_for_one):
    r"""The largest number of examples whose activations fit beside the state.

    Args:
        memory_bytes: what the device has, int.
        state_bytes: weights, gradients, master copy and moments, int.
        bytes_for_one: activations of one example, int.
    Returns:
        The number of examples, 0 if none fits, int.

    >>> largest_batch(100, 40, 20)
    3
    """
    ### BEGIN SOLUTION
    return max(0, (memory_bytes - state_bytes) // bytes_for_one)
    ### END SOLUTION
