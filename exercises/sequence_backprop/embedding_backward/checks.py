@points(1, hint="Word 1 stands at two positions: 0.5 + 3. Both must arrive.")
def test_three_positions_by_hand(embedding_backward):
    """Why: the smallest batch with a repeated word; a plain += keeps the last position only."""
    dY, ids = np.array([[[0.5], [2.0], [3.0]]]), np.array([[1, 0, 1]])
    assert_close(embedding_backward(dY, ids, 3, None), [[2.0], [3.5], [0.0]], what="dE")


@points(2, hint="Y = one_hot(ids) @ E is a linear layer, so dE = one_hot(ids)^T @ dY.")
def test_equals_the_product_with_one_hot_rows(embedding_backward, rng):
    """Why: a look-up is a matrix product with rows that hold a single 1, and so is its gradient."""
    for n, t, v in growing((1, 3), (1, 4), (1, 5)):
        ids, dY = rng.integers(0, v, size=(n, t)), rng.normal(size=(n, t, 2))
        wanted = np.eye(v)[ids.ravel()].T @ dY.reshape(-1, 2)
        assert_close(embedding_backward(dY, ids, v, None), wanted, what="dE")


@points(1, hint="Set that row to zero at the end. Mind that 0 is an id, and counts as False.")
def test_padding_row_is_zero(embedding_backward, rng):
    """Why: the padding vector stands for nothing, so nothing should be learnt about it."""
    dY = rng.normal(size=(2, 5, 3))
    ids = np.array([[2, 1, 0, 0, 0], [3, 3, 1, 2, 0]])
    free = embedding_backward(dY, ids, 4, None)
    for padding_id in (0, 3):
        wanted = free.copy()
        wanted[padding_id] = 0
        assert_close(embedding_backward(dY, ids, 4, padding_id), wanted, what="dE")
