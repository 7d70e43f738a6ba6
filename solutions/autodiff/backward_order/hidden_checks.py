@points(1, hint="Nodes that the output does not use get no gradient, and no place in the list.")
def test_other_nodes_are_left_out(backward_order):
    """Why: a graph holds other results too; a user outside the sweep must not be waited for."""
    parents = [[], [0], [0, 1], [2], [0, 2], []]
    order = backward_order(parents, 2)
    assert_equal(order, [2, 1, 0], what="the order from node 2")
    assert_equal(backward_order(parents, 5), [5], what="the order from a leaf")


@points(1, hint="x * x uses x twice: it is in the list once, and both uses are counted.")
def test_the_same_parent_twice(backward_order):
    """Why: if one of the two uses is not counted down, the node never becomes ready."""
    assert_equal(backward_order([[], [0, 0]], 1), [1, 0], what="the order of x * x")
    parents = [[], [0, 0], [1, 1, 0], [2, 1]]
    assert_equal(backward_order(parents, 3), [3, 2, 1, 0], what="the order with repeated parents")


@points(2, hint="A node late in the numbering may be a parent of an early one.")
def test_every_user_comes_first(backward_order, rng):
    """Why: a depth-first walk that lists nodes as it meets them fails on a diamond."""
    for (n,) in growing((3, 14)):
        names = rng.permutation(n).tolist()
        parents = {names[0]: []}
        for i in range(1, n):
            near = {int(j) for j in rng.integers(max(0, i - 3), i, size=2)} | {i - 1}
            parents[names[i]] = [names[j] for j in sorted(near)]
        parents = [parents[i] for i in range(n)]
        order = backward_order(parents, names[-1])
        assert_equal(order, names[::-1], what="the only order of a graph with a full chain")


@points(1, hint="Use a list as a stack. Python allows about 1000 calls inside each other.")
def test_a_deep_graph(backward_order):
    """Why: an unrolled recurrent network is thousands of nodes deep."""
    n = 6000
    parents = [[]] + [[i] for i in range(n - 1)]
    assert_equal(backward_order(parents, n - 1), list(range(n))[::-1], what="a chain's order")


@points(1, hint="Each node and each use must be looked at once, not once for each path.")
def test_many_paths_cost_no_more_than_few(backward_order):
    """Why: 60 squarings have 2^60 paths; a walk along paths would outlast the course."""
    parents = [[]] + [[i, i] for i in range(60)]
    assert_equal(backward_order(parents, 60), list(range(61))[::-1], what="60 squarings")
    parents = [[], [0], [0]] + [[i - 1, i - 2] for i in range(3, 90)]
    assert_equal(backward_order(parents, 89)[:3], [89, 88, 87], what="a ladder's first nodes")


@points(1, hint="A loop at the node itself, over the output, or far below it: all are cycles.")
def test_every_kind_of_cycle(backward_order):
    """Why: a cycle through the output leaves no node to begin with; one elsewhere is harmless."""
    for parents, output in (
        ([[0]], 0),
        ([[], [1, 0]], 1),
        ([[1], [0]], 0),
        ([[], [0, 3], [1], [2]], 3),
        ([[], [0, 2], [1], [2, 0]], 3),
    ):
        assert_raises(ValueError, backward_order, parents, output)
    assert_equal(backward_order([[], [0], [3], [2]], 1), [1, 0], what="a cycle somewhere else")


@points(1, hint="Count in a dictionary of your own; do not take parents out of the caller's lists.")
def test_the_graph_is_left_as_it_was(backward_order):
    """Why: the sweep that follows needs the parents again."""
    parents = [[], [0], [1, 0], [2, 1]]
    order, after = backward_order.call_and_arguments(parents, 3)
    assert_equal(order, [3, 2, 1, 0], what="the order")
    assert_equal(after[0], parents, what="parents after the call")
