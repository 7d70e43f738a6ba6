@points(1, hint="The slope of tanh at unit j is 1 - h_j^2: it multiplies row j.")
def test_jacobian_against_central_differences(step_jacobian, rng):
    """Why: central differences of the step know nothing of transposes."""
    for (h,) in growing((1, 2, 4)):
        W_h, old, drive = rng.normal(size=(h, h)), rng.normal(size=h), rng.normal(size=h)
        got = step_jacobian(np.tanh(drive + old @ W_h), W_h)
        assert_shape(got, (h, h), "step_jacobian(h_new, W_h)")
        for j in range(h):
            slope = numeric_gradient(
                lambda v, j=j, W=W_h, a=drive: np.tanh(a + v @ W)[j], old, eps=1e-5
            )
            assert_close(got[j], slope, rtol=1e-7, atol=1e-9, what=f"row {j} of J")


@points(1, hint="Without input and with h = 0 every slope is 1, so the factor is W_h itself.")
def test_one_unit_at_rest(gradient_reach):
    """Why: at h = 0 the norm after s steps is |w|^s, so its logarithm falls on a straight line."""
    for w in (0.5, 2.0, -0.1):
        got = gradient_reach(
            np.zeros((4, 1)), np.zeros(1), np.ones((1, 1)), np.array([[w]]), np.zeros(1)
        )
        assert_close(got, np.log10(abs(w)) * np.arange(1, 5), what=f"reach with w = {w}")


@points(2, hint="Divide the product by its norm at each step and add up the logarithms.")
def test_two_thousand_steps(gradient_reach):
    """Why: 0.5^2000 is 10^-602, which no float64 holds; its logarithm is an ordinary number."""
    for w in (0.5, 4.0):
        got = gradient_reach(
            np.zeros((2000, 1)), np.zeros(1), np.ones((1, 1)), np.array([[w]]), np.zeros(1)
        )
        assert_shape(got, (2000,), "gradient_reach(X, …)")
        assert_close(got[-1], 2000 * np.log10(w), what=f"reach after 2000 steps with w = {w}")
