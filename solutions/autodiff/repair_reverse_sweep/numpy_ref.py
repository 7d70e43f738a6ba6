import numpy as np


def reverse_sweep(tape, seeds):
    r"""Gradients of all nodes of a tape, from the last node to the first.

    $dv_j = s_j + \sum_i dv_i \, \partial v_i / \partial v_j$, where i runs over the uses of node j.

    Args:
        tape: list; tape[i] is a list of pairs (j, slope), j < i, slope of shape (n,).
        seeds: list of arrays (n,), one for each node: the gradient that comes from the loss.
    Returns:
        List of arrays (n,): the gradient of each node.
    Source: Griewank & Walther 2008, section 3.2.

    >>> three = np.array([3.0])
    >>> reverse_sweep([[], [(0, three), (0, three)]], [np.array([0.0]), np.array([1.0])])
    [array([6.]), array([1.])]
    """
    ### BEGIN SOLUTION
    uses = [[] for _ in tape]
    for i, entries in enumerate(tape):
        for j, slope in entries:
            uses[j].append((i, slope))
    gradients = list(seeds)
    for j in reversed(range(len(tape))):
        gradients[j] = seeds[j] + sum(gradients[i] * slope for i, slope in uses[j])
    return gradients
    ### END SOLUTION
