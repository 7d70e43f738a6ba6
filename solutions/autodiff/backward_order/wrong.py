class AsTheyAreMet:
    """Breadth first, each node when it is first met: a node used again later comes too early."""

    backends = ("numpy", "torch")

    def backward_order(parents, output):
        order = [output]
        for node in order:
            for p in parents[node]:
                if p == output:
                    raise ValueError("cycle")
                if p not in order:
                    order.append(p)
        return order


class DepthFirstDown:
    """Depth first, listed on the way down instead of on the way back."""

    backends = ("numpy", "torch")

    def backward_order(parents, output):
        order, stack = [], [output]
        while stack:
            node = stack.pop()
            if node not in order:
                order.append(node)
                stack += parents[node]
        return order


class ByNumber:
    """Trusts the numbers: largest first."""

    backends = ("numpy", "torch")

    def backward_order(parents, output):
        needed, stack = {output}, [output]
        while stack:
            for p in parents[stack.pop()]:
                if p not in needed:
                    needed.add(p)
                    stack.append(p)
        return sorted(needed, reverse=True)


class Recursive:
    """The right order, by recursion: stops at a depth of 1000."""

    backends = ("numpy", "torch")

    def backward_order(parents, output):
        order, state = [], {}

        def visit(node):
            if state.get(node) == "open":
                raise ValueError("cycle")
            if node not in state:
                state[node] = "open"
                for p in parents[node]:
                    visit(p)
                state[node] = "done"
                order.append(node)

        visit(output)
        return order[::-1]


class CycleUnnoticed:
    """Stops when no node is ready and returns what it has."""

    backends = ("numpy", "torch")

    def backward_order(parents, output):
        users, unseen = {output: 0}, [output]
        while unseen:
            for p in parents[unseen.pop()]:
                if p not in users:
                    users[p] = 0
                    unseen.append(p)
                users[p] += 1
        order, ready = [], [output]
        while ready:
            node = ready.pop()
            order.append(node)
            for p in parents[node]:
                users[p] -= 1
                if not users[p]:
                    ready.append(p)
        return order


class WaitsForStrangers:
    """Counts all users in the graph, also those on which the output does not depend."""

    backends = ("numpy", "torch")

    def backward_order(parents, output):
        users = dict.fromkeys(range(len(parents)), 0)
        for listed in parents:
            for p in listed:
                users[p] += 1
        users[output] = 0
        order, ready = [], [output]
        while ready:
            node = ready.pop()
            order.append(node)
            for p in parents[node]:
                users[p] -= 1
                if not users[p]:
                    ready.append(p)
        return order


class EachParentOnce:
    """Counts uses, but counts a parent that occurs twice down only once."""

    backends = ("numpy", "torch")

    def backward_order(parents, output):
        users, unseen = {output: 0}, [output]
        while unseen:
            for p in parents[unseen.pop()]:
                if p not in users:
                    users[p] = 0
                    unseen.append(p)
                users[p] += 1
        order, ready = [], [n for n in users if not users[n]]
        while ready:
            node = ready.pop()
            order.append(node)
            for p in set(parents[node]):
                users[p] -= 1
                if not users[p]:
                    ready.append(p)
        if len(order) < len(users):
            raise ValueError("cycle")
        return order
