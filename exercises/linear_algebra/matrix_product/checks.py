@points(1, hint="Row i of A with column j of B: give i, m and j an axis each, then sum over m.")
def test_product_by_hand(matmul):
    """Why: one case on paper fixes which axis is summed."""
    A, B = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0]]), np.array([[3.0], [4.0], [5.0]])
    assert_close(matmul(A, B), [[11.0], [-1.0]], what="matmul(A, B)")


@points(1, hint="A square product has the right shape whatever you sum over: look at the indices.")
def test_order_matters(matmul):
    """Why: AB and BA differ, and so do products with a transpose; shapes alone can't tell."""
    A, B = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 1.0], [1.0, 1.0]])
    assert_close(matmul(A, B), [[2.0, 3.0], [4.0, 7.0]], what="A times B")
    assert_close(matmul(B, A), [[3.0, 4.0], [4.0, 6.0]], what="B times A")


@points(1, hint="The first axis counts pairs; it is neither summed nor crossed with itself.")
def test_batch_is_one_product_for_each_pair(matmul, batched_matmul, rng):
    """Why: attention multiplies many small matrices at once, each with its own partner."""
    for b, n, d in growing((1, 3), (1, 3), (1, 3)):
        A, B = rng.normal(size=(b, n, d)), rng.normal(size=(b, d, 2))
        wanted = np.stack([matmul(P, Q) for P, Q in zip(A, B)])
        assert_close(batched_matmul(A, B), wanted, what="batched_matmul(A, B)")
