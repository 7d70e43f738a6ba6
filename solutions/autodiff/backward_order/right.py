class FinishedNodes:
    """Depth first with a stack of iterators; a node is listed when all its parents are finished."""

    backends = ("numpy", "torch")

    def backward_order(parents, output):
        finished, open_nodes = {}, {output: None}
        walk = [(output, iter(parents[output]))]
        while walk:
            node, rest = walk[-1]
            parent = next(rest, None)
            if parent is None:
                walk.pop()
                del open_nodes[node]
                finished[node] = None
            elif parent in open_nodes:
                raise ValueError("a cycle")
            elif parent not in finished:
                open_nodes[parent] = None
                walk.append((parent, iter(parents[parent])))
        return list(finished)[::-1]


class UsersAsSets:
    """Keeps the set of users that are still to come for each node."""

    backends = ("numpy", "torch")

    def backward_order(parents, output):
        waiting, queue = {output: set()}, [output]
        for node in queue:
            for parent in parents[node]:
                if parent not in waiting:
                    waiting[parent] = set()
                    queue.append(parent)
                waiting[parent].add(node)
        order = [node for node in waiting if not waiting[node]]
        for node in order:
            for parent in set(parents[node]):
                waiting[parent].discard(node)
                if not waiting[parent]:
                    order.append(parent)
        if set(order) != set(waiting):
            raise ValueError("a cycle")
        return order
