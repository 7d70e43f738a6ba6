def _bins_by_words(p, right, m):
    """Bin by bin, by the definition."""
    rows = []
    for b in range(m):
        inside = (p > b / m) & (p <= (b + 1) / m) | ((p == 0) & (b == 0))
        n = int(inside.sum())
        rows.append((n, p[inside].sum() / max(n, 1), right[inside].sum() / max(n, 1)))
    return tuple(np.array(column) for column in zip(*rows))


@points(2, hint="Sort the examples into the bins by the two inequalities.")
def test_equals_the_definition(reliability, rng):
    """Why: every number of examples and of bins, one of each included."""
    for n, m in growing((1, 5, 60), (1, 2, 3, 10, 15)):
        p, right = rng.random(n), rng.random(n) < 0.6
        found, wanted = reliability(p, right, m), _bins_by_words(p, right, m)
        for name, got, want in zip(("examples", "mean confidence", "share right"), found, wanted):
            assert_close(got, want, what=name)


@points(2, hint="Weight each bin by its examples; take the absolute value bin by bin.")
def test_error_equals_the_definition(expected_calibration_error, rng):
    """Why: too high in one bin and too low in another must not cancel."""
    for n, m in growing((1, 4, 50), (1, 3, 10)):
        p, right = rng.random(n), rng.random(n) < 0.5
        count, mean, share = _bins_by_words(p, right, m)
        wanted = sum(c * abs(a - b) for c, a, b in zip(count, mean, share)) / n
        assert_close(expected_calibration_error(p, right, m), wanted, what="ECE")


@points(2, hint="Compare with the edges (b + 1) / m; p * m goes wrong: 7 / 25 * 25 is more than 7.")
def test_edges_belong_to_the_bin_below(reliability):
    """Why: votes of ten trees, or rounded probabilities, stand on the edges."""
    for m in (5, 10, 15, 25, 49):
        edges = np.arange(1, m + 1) / m
        count, mean, share = reliability(edges, np.arange(m) % 2 == 0, m)
        assert_equal(count, np.ones(m, dtype=np.int64), f"examples in {m} bins, one on each edge")
        assert_close(mean, edges, what="mean confidence")
        assert_close(share, (np.arange(m) + 1) % 2 * 1.0, what="share right")
    assert_equal(
        reliability(np.array([0.0, 1.0, 0.0]), np.array([True, True, False]), 3)[0],
        np.array([2, 0, 1]),
        "examples",
    )


@points(1, hint="With one bin only the two means are compared.")
def test_one_bin_hides_the_errors(expected_calibration_error):
    """Why: the number of bins is part of the measure, and has to be told with it."""
    p, right = np.array([0.25, 0.75]), np.array([True, False])
    assert_close(expected_calibration_error(p, right, 1), 0.0, what="ECE with one bin")
    assert_close(expected_calibration_error(p, right, 2), 0.75, what="ECE with two bins")


@points(1, hint="int64 counts, float64 means, three arrays in this order.")
def test_types_and_inputs(reliability, expected_calibration_error, rng):
    """Why: the same arrays are used for another number of bins."""
    p, right = rng.random(9), rng.random(9) < 0.5
    count, mean, share = assert_inputs_unchanged(reliability, p, right, 4)
    assert_dtype(count, "int64", "examples")
    assert_dtype(mean, "float64", "mean confidence")
    assert_dtype(share, "float64", "share right")
    assert_inputs_unchanged(expected_calibration_error, p, right, 4)


@points(2, hint="Look at n, the shapes, m and the range first; a NaN is neither < 0 nor > 1.")
def test_impossible_input_is_refused(reliability, expected_calibration_error):
    """Why: logits in place of probabilities, or percentages, would fall into the last bin."""
    p, right = np.array([0.0, 1.0, 0.5]), np.array([True, False, True])
    for function in (reliability, expected_calibration_error):
        function(p, right, 1)
        for bad in ([0.1, 0.2, 1.0001], [-0.0001, 0.2, 0.3], [50.0, 0.2, 0.3], [np.nan, 0.2, 0.3]):
            assert_raises(ValueError, function, np.array(bad), right, 5)
        assert_raises(ValueError, function, p, right[:2], 5)
        assert_raises(ValueError, function, p, right[:1], 5)
        assert_raises(ValueError, function, p, right, 0)
        assert_raises(ValueError, function, p, right, -1)
        assert_raises(ValueError, function, p[:0], right[:0], 5)
