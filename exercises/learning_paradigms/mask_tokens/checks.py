@points(
    1, hint="Two conditions, joined with &: a draw below the rate, and an id that is not special."
)
def test_small_batch_selected(select_positions):
    """Why: small enough to check by eye; id 0 pads, 1 begins, 2 separates."""
    ids = np.array([[1, 8, 9, 2], [1, 7, 2, 0]])
    u = np.array([[0.01, 0.10, 0.20, 0.30], [0.9, 0.149, 0.05, 0.02]])
    wanted = np.array([[False, True, False, False], [False, True, False, False]])
    assert_equal(select_positions(ids, np.array([0, 1, 2]), u), wanted, "chosen")


@points(2, hint="Three ways: u < 0.8 mask, 0.8 <= u < 0.9 the random id, else the token itself.")
def test_the_case_by_hand(mask_tokens):
    """Why: one token of each kind, and one that was not chosen, whatever its draw says."""
    ids = np.array([[5, 6, 7, 8]])
    chosen = np.array([[True, True, True, False]])
    u, random_ids = np.array([[0.2, 0.85, 0.95, 0.1]]), np.array([[11, 12, 13, 14]])
    inputs, labels = mask_tokens(ids, chosen, u, random_ids, 3)
    assert_equal(inputs, np.array([[3, 12, 7, 8]]), "what the model sees")
    assert_equal(labels, np.array([[5, 6, 7, -100]]), "what it must say")
