def _power(p):
    """A layer without parameters: Y = X ** p, entry by entry."""
    return (lambda X: X**p), (lambda dY, X: (dY * p * X ** (p - 1), {}))


@points(2, hint="The last segment first, and in each segment the last layer first.")
def test_powers_by_hand(backward_with_recomputation):
    """Why: ((x^2)^3)^2 = x^12 has the slope 12 x^11, however many inputs are kept."""
    layers, X, dY = (
        [_power(p) for p in (2, 3, 2)],
        np.array([1.0, -1.0, 2.0]),
        np.array([1.0, 10.0, 0.5]),
    )
    for every in (1, 2, 3, 4):
        dX, gradients, _ = backward_with_recomputation(dY, X, layers, every)
        assert_close(dX, 12 * dY * X**11, what=f"dX, every = {every}")
        assert_equal(len(gradients), 3, what="number of dictionaries")


@points(1, hint="Count the kept inputs that still wait, and those that were computed again.")
def test_peak_by_hand(backward_with_recomputation):
    """Why: the statement's example; all 5 for every = 1; and 5 again when all is computed again."""
    layers, X = [_power(1) for _ in range(5)], np.ones(2)
    for every, want in ((1, 5), (2, 3), (5, 5)):
        peak = backward_with_recomputation(X, X, layers, every)[2]
        assert_equal(peak, want, what=f"peak, L = 5, every = {every}")
