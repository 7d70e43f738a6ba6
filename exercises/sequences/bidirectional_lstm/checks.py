@points(1, hint="Within the length m, position p goes to m - 1 - p; behind it nothing moves.")
def test_reversal_by_hand(reverse_within_lengths):
    """Why: a plain flip would bring the padding of the short rows to the front."""
    X = np.array([[1.0, 2.0, 3.0, 9.0], [4.0, 5.0, 8.0, 9.0], [6.0, 7.0, 8.0, 9.0]])[:, :, None]
    want = np.array([[3.0, 2.0, 1.0, 9.0], [5.0, 4.0, 8.0, 9.0], [6.0, 7.0, 8.0, 9.0]])[:, :, None]
    got = reverse_within_lengths(X, np.array([3, 2, 1]))
    assert_close(got, want, what="rows of lengths 3, 2 and 1")


@points(1, hint="Two flips of the same m steps cancel.")
def test_reversing_twice_changes_nothing(reverse_within_lengths, rng):
    """Why: the same function brings the states of the run back into the order of the text."""
    X, lengths = rng.normal(size=(5, 6, 2)), np.array([6, 0, 3, 1, 4])
    once = reverse_within_lengths(X, lengths)
    assert_close(once[0], X[0, ::-1], what="the row of full length, reversed once")
    assert_close(reverse_within_lengths(once, lengths), X, what="reversed twice")


@points(
    2, hint="Turn the states of the run back round again before you put them beside the others."
)
def test_each_row_equals_its_own_short_run(bidirectional_lstm, rng):
    """Why: neither direction may notice how much padding stands behind the sequence."""
    n, t, d, h = 4, 5, 2, 3
    X, lengths = rng.normal(size=(n, t, d)), np.array([2, 5, 1, 4])
    parameters = [rng.normal(size=s) for s in 2 * ((d + h, 4 * h), (4 * h,))]
    H = bidirectional_lstm(X, lengths, *parameters)
    assert_shape(H, (n, t, 2 * h), "bidirectional_lstm(X, …)")
    for j, m in enumerate(lengths):
        short = bidirectional_lstm(X[j : j + 1, :m], np.array([m]), *parameters)
        assert_close(H[j : j + 1, :m], short, what=f"sequence {j}, length {m} of {t}")
        assert_close(H[j, m:], np.zeros((t - m, 2 * h)), what=f"padding of sequence {j}")


@points(1, hint="The first half of the columns runs ahead, the second half runs back.")
def test_what_each_half_can_know(bidirectional_lstm, rng):
    """Why: the run ahead must not see the future, and the run back must not see the past."""
    X, h = rng.normal(size=(1, 4, 2)), 3
    parameters = [rng.normal(size=s) for s in 2 * ((2 + h, 4 * h), (4 * h,))]
    before = bidirectional_lstm(X, np.array([4]), *parameters)
    X[:, 2] += 1.0
    moved = np.abs(bidirectional_lstm(X, np.array([4]), *parameters) - before)[0] > 1e-9
    ahead, back = moved[:, :h].any(axis=1), moved[:, h:].any(axis=1)
    assert_equal(ahead, np.array([False, False, True, True]), "steps where the first half changed")
    assert_equal(back, np.array([True, True, True, False]), "steps where the second half changed")
