@points(1, hint="Put the step into one entry, take the imaginary part, divide by h.")
def test_product_by_hand(complex_step_gradient):
    """Why: for x^2 y at (3, 5) both slopes are known: 2xy = 30 and x^2 = 9."""
    g = complex_step_gradient(lambda z: z[0] ** 2 * z[1], np.array([3.0, 5.0]), 1e-30)
    assert_close(g, [30.0, 9.0], what="the gradient")


@points(2, hint="A step of 1e-30 leaves no error of the formula: all 15 digits should be right.")
def test_all_digits_of_a_smooth_function(complex_step_gradient, rng):
    """Why: central differences stop at about ten digits; this method has no cancellation."""
    for (n,) in growing((1, 4)):
        x = rng.normal(size=n)
        g = complex_step_gradient(lambda z: np.sum(np.exp(np.sin(z))), x, 1e-30)
        assert_close(g, np.exp(np.sin(x)) * np.cos(x), rtol=1e-13, what="the gradient")


@points(1, hint="x may be a matrix, or a single number of shape (): keep its shape.")
def test_gradient_has_the_shape_of_the_point(complex_step_gradient, rng):
    """Why: a gradient lies where its parameter lies, entry by entry."""
    for shape in ((), (1,), (2, 3), (2, 1, 2)):
        x, c = rng.normal(size=shape), rng.normal(size=shape)
        g = complex_step_gradient(lambda z, c=c: np.sum(c * z**3), x, 1e-20)
        assert_close(g, 3 * c * x**2, what=f"the gradient for shape {shape}")
