@points(1, hint="equal steps, ends included; then the running product of 1 - beta.")
def test_a_short_schedule(linear_schedule):
    """Why: by hand: 0.1, 0.3, 0.5 leave 0.9, 0.9 · 0.7 and 0.9 · 0.7 · 0.5 of the signal's square."""
    beta, alpha_bar = linear_schedule(3, 0.1, 0.5)
    assert_close(beta, [0.1, 0.3, 0.5], what="beta")
    assert_close(alpha_bar, [0.9, 0.63, 0.315], what="alpha_bar")


@points(1, hint="The squares of the two factors are alpha_bar[s] and 1 - alpha_bar[s].")
def test_worked_numbers(diffuse):
    """Why: each example has its own step: 0.6 of the first and 0.8 of the second are left."""
    x = np.array([[1.0, 2.0], [1.0, 2.0]])
    got = diffuse(x, np.array([1, 0]), np.array([[1.0, 0.0], [0.0, -1.0]]), np.array([0.64, 0.36]))
    assert_close(got, [[1.4, 1.2], [0.8, 1.0]], what="x_s")


@points(1, hint="For s = 0 use 1 in place of alpha_bar[s - 1].")
def test_before_step_zero_stands_the_data(posterior, rng):
    """Why: alpha_bar[-1] is the last entry: the final image would be pulled towards noise."""
    beta = np.array([0.1, 0.2, 0.3])
    x, x_s = rng.normal(size=(2, 2, 3))
    mean, variance = posterior(x, x_s, np.array([0, 0]), beta, np.cumprod(1 - beta))
    assert_close(mean, x, what="mean at s = 0")
    assert_close(variance, np.zeros(2), what="variance at s = 0")
