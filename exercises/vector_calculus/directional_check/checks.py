@points(1, hint="For f = sum(x^2) the gradient is 2 x, and a central difference is exact.")
def test_right_gradient_passes(directional_error, rng):
    """Why: a judge that condemns the innocent is switched off."""
    for shape in ((1,), (3,), (2, 3)):
        x, V = rng.normal(size=shape), rng.normal(size=(4, *shape))
        error = directional_error(lambda z: np.sum(np.asarray(z) ** 2), 2 * x, x, V, 1e-2)
        assert_that(error <= 1e-10, "an error of at most 1e-10", float(error))


@points(2, hint="Sum g * v over all entries of x, for each direction.")
def test_one_wrong_entry_is_found(directional_error, rng):
    """Why: this is its job: one wrong entry of twelve, seen from five directions."""
    x, V = rng.normal(size=(3, 4)), rng.normal(size=(5, 3, 4))
    for place in ((0, 0), (1, 2), (2, 3)):
        g = np.cos(x)
        g[place] += 0.5
        error = directional_error(lambda z: np.sum(np.sin(np.asarray(z))), g, x, V, 1e-5)
        assert_that(error > 1e-3, "an error above 1e-3", float(error), f"wrong entry {place}")


@points(1, hint="Within 1 standard deviation lie 68.27 % of all normal numbers.")
def test_miss_probability_of_one_sigma(miss_probability):
    """Why: the one number of the normal distribution that everybody knows, and its square."""
    assert_close(miss_probability(0.5, 0.5, 1), 0.6826894921370859, what="one direction")
    assert_close(miss_probability(0.5, 0.5, 2), 0.6826894921370859**2, what="two directions")
