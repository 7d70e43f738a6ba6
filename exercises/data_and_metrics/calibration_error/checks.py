@points(2, hint="Bins of width 1/2: 0.2 and 0.5 are in bin 0, the three others in bin 1.")
def test_two_bins_by_hand(reliability):
    """Why: the upper edge belongs to the bin; means are over the examples of that bin."""
    confidence = np.array([0.9, 0.2, 0.6, 0.5, 1.0])
    correct = np.array([True, False, False, True, True])
    count, mean, right = reliability(confidence, correct, 2)
    assert_equal(count, np.array([2, 3]), "examples")
    assert_close(mean, [0.35, 2.5 / 3], what="mean confidence", dtype="float64")
    assert_close(right, [0.5, 2 / 3], what="share right", dtype="float64")


@points(1, hint="2/5 of 0.15 and 3/5 of 1/6, in float64 (torch divides integers in float32).")
def test_error_by_hand(expected_calibration_error):
    """Why: a bin counts as much as it has examples."""
    confidence = np.array([0.9, 0.2, 0.6, 0.5, 1.0])
    correct = np.array([True, False, False, True, True])
    assert_close(expected_calibration_error(confidence, correct, 2), 0.16, what="ECE")


@points(1, hint="An empty bin contributes nothing: no NaN.")
def test_empty_bins(reliability, expected_calibration_error):
    """Why: a confident network leaves most bins empty."""
    p, right = np.array([0.95, 0.95]), np.array([True, False])
    count, mean, share = reliability(p, right, 4)
    assert_equal(count, np.array([0, 0, 0, 2]), "examples")
    assert_close(mean, [0.0, 0.0, 0.0, 0.95], what="mean confidence")
    assert_close(share, [0.0, 0.0, 0.0, 0.5], what="share right")
    assert_close(expected_calibration_error(p, right, 4), 0.45, what="ECE")
