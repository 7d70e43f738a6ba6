@points(1, hint="Go through the axes from the last one; a shape that has run out counts as 1.")
def test_shapes_by_hand(broadcast_shapes):
    """Why: a column and a row make a table, and a missing axis is added in front."""
    for shapes, wanted in (
        ([(3, 1), (1, 4)], (3, 4)),
        ([(5, 3, 4), (4,)], (5, 3, 4)),
        ([(3,), (3, 1)], (3, 3)),
        ([(2, 1), (), (5, 1, 1)], (5, 2, 1)),
    ):
        assert_equal(broadcast_shapes(shapes), wanted, what=f"broadcast_shapes({shapes})")


@points(1, hint="Two different sizes that are not 1, on the same axis from the right: ValueError.")
def test_mismatch_is_refused(broadcast_shapes):
    """Why: document 000 adds (2, 2) to (2, 3)."""
    assert_equal(broadcast_shapes([(2, 3), (2, 1)]), (2, 3), what="with a bias of shape (2, 1)")
    for shapes in ([(2, 3), (2, 2)], [(3,), (2,)], [(4, 1), (3, 1)], [(2, 3), (2,)]):
        assert_raises(ValueError, broadcast_shapes, shapes)


@points(1, hint="X[:, None, :] against Y[None, :, :] has the axes i, j, l; sum over l.")
def test_distances_by_hand(squared_distances):
    """Why: a triangle with the sides 3, 4 and 5."""
    X, Y = np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 4.0], [0.0, 0.0]])
    assert_close(squared_distances(X, Y), [[9.0, 16.0, 0.0], [16.0, 9.0, 25.0]])
