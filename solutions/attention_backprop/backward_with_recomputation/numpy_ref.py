import numpy as np


def backward_with_recomputation(dY, X, layers, every):
    r"""Gradients of a stack of layers that keeps only some of their inputs.

    Args:
        dY: gradient of the loss with respect to the last layer's output, float.
        X: input of the first layer, float.
        layers: list of L pairs (forward, backward), with forward(X) -> Y and
            backward(dY, X) -> (dX, gradients).
        every: the inputs of layers 0, every, 2 * every, … are kept; at least 1.
    Returns:
        (dX, gradients, peak): dX of the shape and dtype of X; a list of L dictionaries; the
        largest number of layer inputs held at the same time.
    Raises:
        ValueError: every is below 1.
    Source: Chen, Xu, Zhang & Guestrin 2016, section 4.

    >>> double = (lambda X: 2 * X, lambda dY, X: (2 * dY, {}))
    >>> backward_with_recomputation(np.array([1.0]), np.array([3.0]), [double] * 3, 2)
    (array([8.]), [{}, {}, {}], 2)
    """
    ### BEGIN SOLUTION
    if every < 1:
        raise ValueError(f"backward_with_recomputation: every must be at least 1; got {every}.")
    kept = []
    for k, (forward, _) in enumerate(layers):
        if k % every == 0:
            kept.append(X)
        X = forward(X)
    peak, gradients = len(kept), [None] * len(layers)
    for start in reversed(range(0, len(layers), every)):
        inputs, segment = [kept.pop()], layers[start : start + every]
        for forward, _ in segment[:-1]:
            inputs.append(forward(inputs[-1]))
        peak = max(peak, len(kept) + len(inputs))
        for k in reversed(range(len(segment))):
            dY, gradients[start + k] = segment[k][1](dY, inputs.pop())
    return dY, gradients, peak
    ### END SOLUTION
