@points(1, hint="Head plus relation minus tail, then the length over the d entries.")
def test_distance_of_two_triples(transe_distance):
    """Why: the first triple fits exactly; the second misses by (3, 4), so by 5."""
    entities = np.array([[0.0, 0.0], [1.0, 2.0], [-2.0, -2.0]])
    relations = np.array([[1.0, 2.0]])
    triples = np.array([[0, 0, 1], [0, 0, 2]])
    assert_close(transe_distance(entities, relations, triples), [0.0, 5.0], what="distances")
    assert_close(transe_distance(entities, relations, triples, 1), [0.0, 7.0], what="order 1")


@points(1, hint="Try the candidates in their order; a tuple can be looked up in the set.")
def test_corruption_of_the_case_by_hand(corrupt_triples):
    """Why: two candidates make true triples and must be passed over."""
    known, candidates = np.array([[0, 0, 1], [0, 0, 2]]), np.array([[2, 1, 3]])
    tail = corrupt_triples(known[:1], np.array([False]), candidates, known)
    assert_equal(tail, np.array([[0, 0, 3]]), "tail replaced")
    head = corrupt_triples(known[:1], np.array([True]), candidates, known)
    assert_equal(head, np.array([[2, 0, 1]]), "head replaced")


@points(1, hint="True minus false, plus the margin; below 0 it costs nothing; then the mean.")
def test_margin_of_three_pairs(margin_loss):
    """Why: far enough apart costs 0, level costs the margin, the wrong way round costs more."""
    true, false = np.array([1.0, 2.0, 3.0]), np.array([4.0, 2.0, 1.0])
    assert_close(margin_loss(true, false, 0.5), (0 + 0.5 + 2.5) / 3, what="margin loss")
