import numpy as np


def backward_order(parents, output):
    """Order the nodes of a graph for a backward sweep.

    Args:
        parents: list; parents[i] is the list of the nodes from which node i was computed.
        output: the node from which the sweep starts.
    Returns:
        List of the nodes on which the output depends, itself first; each once, after its users.
    Raises:
        ValueError: a node of this list depends on itself.
    Source: Griewank & Walther 2008, section 3.2; Kahn 1962 for the method.

    >>> backward_order([[], [0], [1, 0]], 2)
    [2, 1, 0]
    """
    ### BEGIN SOLUTION
    users, unseen = {output: 0}, [output]
    while unseen:
        for parent in parents[unseen.pop()]:
            if parent not in users:
                users[parent] = 0
                unseen.append(parent)
            users[parent] += 1
    ready, order = [node for node in users if users[node] == 0], []
    while ready:
        order.append(ready.pop())
        for parent in parents[order[-1]]:
            users[parent] -= 1
            if users[parent] == 0:
                ready.append(parent)
    if len(order) < len(users):
        raise ValueError("backward_order: a node depends on itself.")
    return order
    ### END SOLUTION
