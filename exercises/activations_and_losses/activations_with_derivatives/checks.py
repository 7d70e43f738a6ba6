@points(1, hint="The given line holds log(1 + e^-z). What is e to the minus that?")
def test_sigmoid_equals_its_definition(sigmoid, rng):
    """Why: for moderate z the printed formula is right, so the careful version must agree."""
    for size in (1, 2, 7):
        z = 3 * rng.normal(size=size)
        assert_close(sigmoid(z), 1 / (1 + np.exp(-z)), what="sigmoid(z)")


@points(1, hint="tanh z = 2 sigmoid(2z) - 1, and sigmoid is safe already.")
def test_extreme_inputs_stay_finite(sigmoid, tanh):
    """Why: (e^800 - e^-800) / (e^800 + e^-800) is inf/inf, and one NaN spoils a whole network."""
    z = np.array([-800.0, 0.0, 800.0])
    assert_close(sigmoid(z), [0.0, 0.5, 1.0], what="sigmoid(z)")
    assert_close(tanh(z), [-1.0, 0.0, 1.0], what="tanh(z)")


@points(
    1, hint="A derivative is a slope. Compare yours with (f(z + h) - f(z - h)) / 2h for a small h."
)
def test_smooth_derivatives_are_slopes(sigmoid, sigmoid_derivative, tanh, tanh_derivative, rng):
    """Why: central differences know nothing of your algebra; they measure the slope itself."""
    z, h = rng.uniform(-3, 3, size=6), 1e-5
    for f, df in ((sigmoid, sigmoid_derivative), (tanh, tanh_derivative)):
        slope = (f(z + h) - f(z - h)) / (2 * h)
        assert_close(df(z), slope, rtol=1e-6, atol=1e-9, what="derivative against slope")


@points(1, hint="Is your comparison with 0 strict?")
def test_relu_has_slope_zero_at_the_corner(relu_derivative):
    """Why: any value from 0 to 1 is a subgradient at 0; frameworks agree on 0, and so do we."""
    assert_close(relu_derivative(np.array([-1.0, 0.0, 2.0])), [0.0, 0.0, 1.0])
