@points(1, hint="Errors 1, 0 and -2: squares 1, 0 and 4, mean 5/3.")
def test_mse_of_three_numbers(mse):
    """Why: small enough to do by hand; tells the mean from the sum and from half the sum."""
    loss = mse(np.array([2.0, 5.0, 1.0]), np.array([1.0, 5.0, 3.0]))
    assert_close(loss, 5 / 3, what="mse")


@points(1, hint="Multiply label and score first: only that product decides.")
def test_hinge_of_four_cases(hinge):
    """Why: far right costs 0, right but inside the margin 0.5, on the boundary 1, wrong 3."""
    cases = (("far right", -2.0, -1.0, 0.0), ("inside", 0.5, 1.0, 0.5))
    cases += (("boundary", 0.0, -1.0, 1.0), ("wrong", -2.0, 1.0, 3.0))
    for name, f, y, wanted in cases:
        assert_close(hinge(np.array([f]), np.array([y])), wanted, what=f"hinge, {name}")
    f, y = (np.array([case[i] for case in cases]) for i in (1, 2))
    assert_close(hinge(f, y), 4.5 / 4, what="hinge of all four")


@points(2, hint="Differentiate the mean, not the sum; and keep the sign of the inner derivative.")
def test_gradients_are_slopes(mse, mse_gradient, hinge, hinge_gradient, rng):
    """Why: central differences of your own losses. Scores keep away from the corner."""
    for n in (1, 2, 5):
        y_hat, y = rng.normal(size=n), rng.normal(size=n)
        slope = numeric_gradient(lambda v, y=y: mse(v, y), y_hat)
        assert_close(mse_gradient(y_hat, y), slope, rtol=1e-6, atol=1e-8, what="mse_gradient")
        sign = rng.choice([-1.0, 1.0], size=n)
        f = sign * (1 + rng.choice([-1.0, 1.0], size=n) * rng.uniform(0.1, 2, size=n))
        slope = numeric_gradient(lambda v, y=sign: hinge(v, y), f)
        assert_close(hinge_gradient(f, sign), slope, rtol=1e-6, atol=1e-8, what="hinge_gradient")
