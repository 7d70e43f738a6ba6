def _graph(rng, entities, relations, n):
    """n different triples."""
    space = entities * relations * entities
    codes = rng.choice(space, size=min(n, space), replace=False)
    return np.stack(np.unravel_index(codes, (entities, relations, entities)), axis=1)


@points(2, hint="Look the three vectors up by the triple's three numbers, row by row.")
def test_distance_equals_the_definition(transe_distance, rng):
    """Why: head and tail are not exchangeable, and both lengths are in use."""
    for n, d, order in growing((1, 2, 6), (1, 3), (1, 2)):
        E, R = rng.normal(size=(4, d)), rng.normal(size=(3, d))
        triples = _graph(rng, 4, 3, n)
        wanted = [np.sum(np.abs(E[h] + R[r] - E[t]) ** order) ** (1 / order) for h, r, t in triples]
        assert_close(transe_distance(E, R, triples, order), wanted, what=f"order {order}")


@points(1, hint="order has a default: 2.")
def test_euclidean_by_default(transe_distance, rng):
    """Why: the signature says so."""
    E, R, triples = rng.normal(size=(3, 4)), rng.normal(size=(2, 4)), _graph(rng, 3, 2, 5)
    wanted = transe_distance(E, R, triples, 2)
    assert_close(transe_distance(E, R, triples), wanted, what="distances")


@points(1, hint="Adding the same vector to all entities changes no difference between them.")
def test_moving_all_entities_changes_nothing(transe_distance, rng):
    """Why: only steps count; a sign lost at the tail shows here."""
    E, R, triples = rng.normal(size=(5, 3)), rng.normal(size=(2, 3)), _graph(rng, 5, 2, 6)
    moved = transe_distance(E + rng.normal(size=3), R, triples)
    assert_close(moved, transe_distance(E, R, triples), what="distances")


@points(2, hint="Exchange head or tail as told, keep the other two numbers, skip known triples.")
def test_first_candidate_that_is_not_known(corrupt_triples, rng):
    """Why: one candidate after the other, on fresh graphs that are half full."""
    for n in (1, 2, 8):
        known = _graph(rng, 5, 2, 25)
        triples, heads = known[:n], rng.random(n) < 0.5
        candidates = rng.integers(0, 30, size=(n, 12))
        candidates[:, -1] = 40  # no known triple has it
        wanted, facts = triples.copy(), {tuple(row) for row in known.tolist()}
        for row, head, options in zip(wanted, heads, candidates):
            for row[0 if head else 2] in options:
                if tuple(row.tolist()) not in facts:
                    break
        got = corrupt_triples(triples, heads, candidates, known)
        assert_equal(got, wanted, "false triples")
        assert_dtype(got, "int64", "false triples")


@points(
    1, hint="Look at the whole triple: an entity may be wrong for one relation, right for another."
)
def test_candidates_of_other_relations_are_free(corrupt_triples):
    """Why: (0, 1, 2) is true; that makes (0, 0, 2) neither true nor known."""
    known = np.array([[0, 0, 1], [0, 1, 2], [3, 0, 2]])
    got = corrupt_triples(known[:1], np.array([False]), np.array([[2, 4]]), known)
    assert_equal(got, np.array([[0, 0, 2]]), "false triple")


@points(1, hint="If the list of triples that are not known is empty, say so with a ValueError.")
def test_no_candidate_left(corrupt_triples):
    """Why: to return a true triple as a false one teaches the opposite."""
    known = np.array([[0, 0, 1], [0, 0, 2], [4, 0, 1]])
    args = known[:1], np.array([False])
    assert_equal(
        corrupt_triples(*args, np.array([[1, 3]]), known), np.array([[0, 0, 3]]), "false triple"
    )
    assert_raises(ValueError, corrupt_triples, *args, np.array([[1, 2]]), known)
    assert_raises(ValueError, corrupt_triples, known[:1], np.array([True]), np.array([[4]]), known)


@points(1, hint="Pair by pair: max(0, margin + true - false); then the mean over all pairs.")
def test_margin_loss_equals_the_definition(margin_loss, rng):
    """Why: pairs that cost nothing still count in the mean."""
    for n in (1, 2, 9):
        true, false = rng.uniform(0, 3, size=(2, n))
        gamma = rng.uniform(0.2, 2)
        wanted = sum(max(0.0, gamma + a - b) for a, b in zip(true, false)) / n
        assert_close(margin_loss(true, false, gamma), wanted, what="margin loss")
        level = margin_loss(true, true)
        assert_close(level, 1.0, what="margin loss of equal distances, margin left out")


@points(1, hint="Compare the shapes before you subtract.")
def test_margin_loss_refuses_other_shapes(margin_loss, rng):
    """Why: (n, 1) minus (n,) compares every true triple with every false one."""
    d = rng.uniform(size=4)
    assert_close(margin_loss(d, d + 5), 0.0, what="margin loss")
    for a, b in ((d[:, None], d), (d, d[:1])):
        assert_raises(ValueError, margin_loss, a, b)


@points(1, hint="entities[h] is a copy in NumPy; adding to it with += is safe, to entities not.")
def test_inputs_unchanged_and_dtype_kept(transe_distance, corrupt_triples, margin_loss, rng):
    """Why: the vectors are parameters, and the graph is used in every epoch."""
    E, R = (rng.normal(size=(n, 3)).astype(np.float32) for n in (4, 2))
    known = _graph(rng, 4, 2, 5)
    d = assert_inputs_unchanged(transe_distance, E, R, known)
    assert_dtype(d, "float32", "distances")
    heads, candidates = np.array([True, False] * 2), np.full((4, 1), 9)
    assert_inputs_unchanged(corrupt_triples, known[:4], heads, candidates, known)
    assert_inputs_unchanged(margin_loss, d, d[::-1].copy())


@points(2, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_gradients_reach_entities_and_relations(transe_distance, margin_loss, rng):
    """Why: the head is pulled along the unit vector of the miss, the tail against it."""
    E, R, triples = rng.normal(size=(4, 3)), rng.normal(size=(2, 3)), _graph(rng, 4, 2, 7)
    u = rng.normal(size=7)
    dE, dR = vjp_of(transe_distance, E, R, triples, upstream=u, wrt=(0, 1))
    wanted_E, wanted_R = np.zeros_like(E), np.zeros_like(R)
    for (h, r, t), w in zip(triples, u):
        miss = E[h] + R[r] - E[t]
        step = w * miss / np.sqrt(miss @ miss)
        wanted_E[h] += step
        wanted_E[t] -= step
        wanted_R[r] += step
    assert_close(dE, wanted_E, what="gradient of the entities")
    assert_close(dR, wanted_R, what="gradient of the relations")
    true, false = np.array([1.0, 1.0]), np.array([1.5, 9.0])
    assert_close(vjp_of(margin_loss, true, false, upstream=1.0), [0.5, 0.0], what="pull")
    single = margin_loss(true.astype(np.float32), false.astype(np.float32))
    assert_dtype(single, "float32", "margin loss of float32 distances")
