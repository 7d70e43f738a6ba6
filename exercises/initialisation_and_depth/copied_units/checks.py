@points(1, hint="Look for the first unit that is equal, from the left.")
def test_groups_by_hand(copied_units):
    """Why: three copies are one group, with one name."""
    W1 = np.array([[1.0, 2.0, 2.0, 2.0], [0.0, 3.0, 3.0, 3.0]])
    b1, W2 = np.array([0.0, 1.0, 1.0, 1.0]), np.array([[5.0], [4.0], [4.0], [4.0]])
    assert_equal(copied_units(W1, b1, W2), np.array([0, 1, 1, 1]), what="copied_units")
    constant = copied_units(np.full((2, 3), 0.5), np.zeros(3), np.full((3, 2), 0.5))
    assert_equal(constant, np.array([0, 0, 0]), what="constant weights")


@points(1, hint="The unit that stays must say what the whole group said.")
def test_smaller_network_by_hand(without_copies):
    """Why: three units that each pass on 4 times their value pass on 12 times it together."""
    W1 = np.array([[1.0, 2.0, 2.0, 2.0], [0.0, 3.0, 3.0, 3.0]])
    b1, W2 = np.array([0.0, 1.0, 1.0, 1.0]), np.array([[5.0], [4.0], [4.0], [4.0]])
    small = without_copies(W1, b1, W2)
    assert_equal(len(small), 3, what="number of results")
    assert_close(small[0], [[1.0, 2.0], [0.0, 3.0]], what="W1")
    assert_close(small[1], [0.0, 1.0], what="b1")
    assert_close(small[2], [[5.0], [12.0]], what="W2")
