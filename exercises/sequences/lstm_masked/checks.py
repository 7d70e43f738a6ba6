def _lstm_masked_draw(rng, n, t, d, h):
    """X, both first states and the parameters."""
    shapes = ((n, t, d), (n, h), (n, h), (d + h, 4 * h), (4 * h,))
    return [rng.normal(size=s) for s in shapes]


@points(1, hint="The comparison is step < lengths[j], with steps counted from 0.")
def test_one_unit_by_hand(lstm_masked):
    """Why: with all parameters 0 each real step halves c, so you can count the steps."""
    X, lengths = np.ones((3, 4, 1)), np.array([4, 1, 2])
    zero, one = np.zeros((3, 1)), np.ones((3, 1))
    _, h, c = lstm_masked(X, lengths, zero, one, np.zeros((2, 4)), np.zeros(4))
    halves = np.array([[1 / 16], [1 / 2], [1 / 4]])
    assert_close(c, halves, what="c after 4, 1 and 2 steps")
    assert_close(h, 0.5 * np.tanh(halves), what="h after 4, 1 and 2 steps")


@points(2, hint="Run sequence j alone, cut to its length, and compare.")
def test_each_row_equals_its_own_short_run(lstm_masked, rng):
    """Why: a sequence must not notice which longer sequences share its batch."""
    X, h0, c0, W, b = _lstm_masked_draw(rng, 4, 5, 2, 3)
    lengths = np.array([2, 5, 1, 4])
    H, h, c = lstm_masked(X, lengths, h0, c0, W, b)
    for j, m in enumerate(lengths):
        row = slice(j, j + 1)
        short = lstm_masked(X[row, :m], np.array([m]), h0[row], c0[row], W, b)
        assert_close(H[row, :m], short[0], what=f"H of sequence {j}, length {m} of 5")
        assert_close(h[row], short[1], what=f"h of sequence {j}, length {m} of 5")
        assert_close(c[row], short[2], what=f"c of sequence {j}, length {m} of 5")


@points(1, hint="H holds zeros behind each end; h and c keep the last real state.")
def test_padding_of_the_output_is_zero(lstm_masked, rng):
    """Why: a frozen state that is written on would be counted again by a sum or mean over time."""
    X, h0, c0, W, b = _lstm_masked_draw(rng, 3, 4, 2, 2)
    H, h, _ = lstm_masked(X, np.array([1, 3, 4]), h0, c0, W, b)
    assert_shape(H, (3, 4, 2), "H")
    assert_close(H[0, 1:], np.zeros((3, 2)), what="H of sequence 0 behind its end")
    assert_close(H[1, 3:], np.zeros((1, 2)), what="H of sequence 1 behind its end")
    assert_close(h, H[np.arange(3), [0, 2, 3]], what="h against H at each last step")


@points(1, hint="0 * nan is nan. Choose with the mask (where) in place of multiplying by it.")
def test_nan_in_the_padding_stays_there(lstm_masked, rng):
    """Why: memory that nobody filled holds anything, and one nan ruins the whole network."""
    X, h0, c0, W, b = _lstm_masked_draw(rng, 2, 3, 2, 2)
    lengths = np.array([3, 1])
    clean = lstm_masked(X, lengths, h0, c0, W, b)
    X[1, 1:] = np.nan
    for name, got, want in zip(("H", "h", "c"), lstm_masked(X, lengths, h0, c0, W, b), clean):
        assert_close(got, want, what=f"{name} with nan in the padding")
