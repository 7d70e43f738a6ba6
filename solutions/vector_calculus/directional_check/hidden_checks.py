def _smooth(x):
    return float(np.sum(np.sin(np.asarray(x))))


@points(
    1, hint="Measured: two losses over 2 h. Claimed: sum of g * v. Then norms over the m numbers."
)
def test_equals_the_definition(directional_error, rng):
    """Why: with a wrong gradient the result is a number between 0 and 1, and it has one right value."""
    for shape in ((1,), (4,), (2, 3), (2, 1, 2)):
        for m in (1, 3):
            x, g, V = rng.normal(size=shape), rng.normal(size=shape), rng.normal(size=(m, *shape))
            s = np.array([(_smooth(x + 0.3 * v) - _smooth(x - 0.3 * v)) / 0.6 for v in V])
            c = np.array([np.sum(g * v) for v in V])
            wanted = np.linalg.norm(s - c) / (np.linalg.norm(s) + np.linalg.norm(c))
            assert_close(directional_error(_smooth, g, x, V, 0.3), wanted, what=f"{m} directions")


@points(
    1, hint="A direction orthogonal to the gradient measures rounding error; do not divide by it."
)
def test_one_flat_direction_does_no_harm(directional_error, rng):
    """Why: among many random directions one is nearly orthogonal to the gradient."""
    x = rng.normal(size=3)
    g = np.cos(x)
    V = np.stack([np.cross(g, rng.normal(size=3)), rng.normal(size=3)])
    error = directional_error(_smooth, g, x, V, 1e-5)
    assert_that(error < 1e-8, "an error below 1e-8 for a right gradient", float(error))


@points(1, hint="Up and down, not from x: the central difference of x^2 has no error at all.")
def test_differences_are_central(directional_error, rng):
    """Why: a forward difference would blame the gradient for its own error."""
    x, V = rng.normal(size=5), rng.normal(size=(3, 5))
    error = directional_error(lambda z: float(np.sum(np.asarray(z) ** 2)), 2 * x, x, V, 0.5)
    assert_that(error < 1e-12, "an error below 1e-12 at h = 0.5", float(error))


@points(1, hint="Do not test scale with <= or replace NaN; let it flow into the result.")
def test_nan_is_not_hidden(directional_error, rng):
    """Why: max(0, NaN) and NaN > limit are both silent; a broken gradient must not look right."""
    x, V = rng.normal(size=3), rng.normal(size=(2, 3))
    g = np.array([1.0, np.nan, 0.0])
    error = directional_error(_smooth, g, x, V, 1e-5)
    assert_that(np.isnan(error), "NaN", float(error))


@points(1, hint="Both vectors zero: nothing is wrong, so 0.")
def test_zero_gradient_of_a_constant(directional_error, rng):
    """Why: 0 / 0 would be NaN, and a parameter without influence is no bug."""
    x, V = rng.normal(size=(2, 2)), rng.normal(size=(3, 2, 2))
    assert_close(directional_error(lambda z: 7.0, np.zeros((2, 2)), x, V, 1e-5), 0.0)
    assert_close(directional_error(lambda z: 7.0, np.ones((2, 2)), x, V, 1e-5), 1.0)


@points(1, hint="Convert x, g and V to float64 before the step is added.")
def test_float32_points_are_moved_in_float64(directional_error, rng):
    """Why: a step of 1e-6 is lost in a float32 x."""
    x = rng.uniform(1.0, 2.0, size=4).astype(np.float32)
    V = rng.normal(size=(3, 4)).astype(np.float32)
    g = 2 * x
    error = directional_error(lambda z: float(np.sum(np.asarray(z) ** 2)), g, x, V, 1e-6)
    assert_that(error < 1e-7, "an error below 1e-7", float(error))


@points(1, hint="Compare g.shape with x.shape, and V.shape[1:] too.")
def test_other_shapes_are_refused(directional_error, rng):
    """Why: a gradient of shape (1, 3) would broadcast against every direction."""
    x, V = rng.normal(size=(2, 3)), rng.normal(size=(4, 2, 3))
    for g, directions in ((np.ones((1, 3)), V), (np.ones(3), V), (np.ones((2, 3)), V[0])):
        assert_raises(ValueError, directional_error, _smooth, g, x, directions, 1e-5)
    after = directional_error.call_and_arguments(_smooth, np.cos(x), x, V, 1e-5)[1]
    for position, before in ((1, np.cos(x)), (2, x), (3, V)):
        assert_close(after[position], before, what=f"argument {position} after the call")


@points(1, hint="erf(t / sqrt 2) with t = tolerance / |error|, to the power m.")
def test_probability_agrees_with_an_experiment(miss_probability, rng):
    """Why: a formula of probability is believed when counting agrees with it."""
    draws = np.abs(rng.normal(size=(40_000, 3)))
    for error in (0.5, -2.0):
        for m in (1, 2, 3):
            counted = np.mean(np.all(abs(error) * draws[:, :m] <= 0.7, axis=1))
            p = miss_probability(error, 0.7, m)
            assert_close(p, counted, rtol=0, atol=0.015, what=f"error {error}, m = {m}")


@points(1, hint="An error of 0 is always overlooked; a huge one hardly ever.")
def test_probability_at_the_ends(miss_probability, rng):
    """Why: 0.7 / 0 raises an error; and the sign of the mistake cannot matter."""
    assert_close(miss_probability(0.0, 1e-7, 3), 1.0, what="error 0")
    size, tolerance = rng.uniform(1, 2), rng.uniform(0.1, 0.5)
    wanted = math.erf(tolerance / (size * math.sqrt(2.0))) ** 4
    for error in (size, -size):
        assert_close(miss_probability(error, tolerance, 4), wanted, what=f"error {error:.2f}")
