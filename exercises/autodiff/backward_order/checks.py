def _assert_backward_order(order, parents, output):
    """Each node the output depends on, once, after all its users."""
    needed, unseen = {output}, [output]
    while unseen:
        new = set(parents[unseen.pop()]) - needed
        needed |= new
        unseen += new
    assert_that(isinstance(order, list), "a list", order)
    assert_equal(sorted(order), sorted(needed), what="the nodes of the order, sorted")
    place = {node: i for i, node in enumerate(order)}
    early = [
        (node, p) for node in needed for p in parents[node] if place[p] < place[node]
    ]  # a parent that comes before its user
    assert_equal(early, [], what=f"(user, parent) pairs in the wrong order in {order}")


@points(1, hint="Node 0 has two users, 2 and 3: it must wait for both.")
def test_the_graph_of_the_text(backward_order):
    """Why: a node that is used twice is where a wrong order first shows."""
    order = backward_order([[], [], [0, 1], [2, 0], [3, 1]], 4)
    assert_equal(order[:3], [4, 3, 2], what="the first three nodes")
    assert_equal(sorted(order), [0, 1, 2, 3, 4], what="all nodes, sorted")


@points(2, hint="Do not trust the numbers: count users, and take a node when all have gone before.")
def test_random_graphs(backward_order, rng):
    """Why: the numbers of the nodes are shuffled, so that sorting by number is no answer."""
    for (n,) in growing((1, 9)):
        names = [int(v) for v in rng.permutation(n)]
        parents = [[] for _ in range(n)]
        for i in range(1, n):
            chosen = rng.integers(0, i, size=rng.integers(0, 4))
            parents[names[i]] = [names[int(j)] for j in chosen]
        _assert_backward_order(backward_order(parents, names[-1]), parents, names[-1])


@points(1, hint="If no node is left whose users have all gone, there is a cycle.")
def test_a_cycle_is_refused(backward_order):
    """Why: a gradient that waits for itself never comes; better an error than an endless loop."""
    assert_raises(ValueError, backward_order, [[1], [2], [1]], 0)
