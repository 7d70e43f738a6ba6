@points(1, hint="Divide by the h that was given; 1e-200 and 1e-3 are steps too.")
def test_any_positive_step(complex_step_gradient, rng):
    """Why: the formula's own error is h^2 f'''/6, so at h = 1e-3 it is visible and known."""
    x = rng.normal(size=3)
    for h in (1e-200, 1e-8):
        g = complex_step_gradient(lambda z: np.sum(np.exp(z)), x, h)
        assert_close(g, np.exp(x), rtol=1e-13, what=f"the gradient with h = {h}")
    g = complex_step_gradient(lambda z: np.sum(z**3), x, 1e-3)
    assert_close(g, 3 * x**2 - 1e-6, rtol=1e-12, what="the gradient of x^3 with h = 1e-3")


@points(2, hint="A fresh copy of x for each entry, with i h added to this entry alone.")
def test_one_question_for_each_entry(complex_step_gradient, rng):
    """Why: a step that stays in place from the entry before spoils every product of two entries."""
    x = rng.normal(size=(2, 3))
    asked = []

    def f(z):
        asked.append(np.array(z))
        return np.sum(z) * np.complex128(1.0)

    complex_step_gradient(f, x, 1e-10)
    assert_equal(len(asked), x.size, "number of calls of f")
    found = []
    for z in asked:
        assert_shape(z, (2, 3), "the argument of f")
        assert_dtype(z, "complex128", "the argument of f")
        assert_close(z.real, x, what="real part of the argument of f")
        found.append(z.imag.ravel() / 1e-10)
    assert_close(np.array(found), np.eye(6), what="imaginary parts divided by h, one row per call")


@points(1, hint="Look at the dtype of what f returned: float64 means that the step is lost.")
def test_refuses_a_function_that_drops_the_step(complex_step_gradient, rng):
    """Why: abs turns x + ih into a real number; the slope would come out as 0 without a word."""
    x = rng.normal(size=2)
    assert_raises(ValueError, complex_step_gradient, lambda z: np.sum(np.abs(z)), x, 1e-30)
    assert_raises(ValueError, complex_step_gradient, lambda z: np.sum(z.real), x, 1e-30)
    g = complex_step_gradient(lambda z: np.sum(0 * z), x, 1e-30)  # complex, and truly flat
    assert_close(g, np.zeros(2), what="the gradient of a constant")


@points(1, hint="h = 0 divides by zero, and a negative one is a mistake of the caller.")
def test_refuses_a_step_that_is_not_positive(complex_step_gradient, rng):
    """Why: a result full of NaN is found much later than an error."""
    x = rng.normal(size=2)
    assert_close(complex_step_gradient(np.sum, x, 1e-30), np.ones(2), what="the gradient of a sum")
    for h in (0.0, -1e-10, float("nan")):
        assert_raises(ValueError, complex_step_gradient, np.sum, x, h)


@points(1, hint="Compute in complex128 and return float64, whatever x is; copy before you add.")
def test_float32_point_and_inputs_left_alone(complex_step_gradient, rng):
    """Why: complex64 would round the slopes to seven digits; a changed x spoils what comes next."""
    x = rng.normal(size=3).astype(np.float32)
    g = assert_inputs_unchanged(complex_step_gradient, lambda z: np.sum(np.sin(z)), x, 1e-30)
    assert_close(g, np.cos(x.astype(float)), rtol=1e-13, what="the gradient", dtype="float64")
    x = rng.normal(size=2)
    assert_inputs_unchanged(complex_step_gradient, lambda z: np.sum(z * z), x, 1e-30)


@points(1, hint="No entries, no questions: an empty gradient of the same shape.")
def test_empty_point(complex_step_gradient):
    """Why: a layer without a bias has an empty array of biases, and a gradient for it."""
    g = complex_step_gradient(lambda z: np.sum(z) * np.complex128(1.0), np.zeros((0, 2)), 1e-30)
    assert_shape(g, (0, 2), "the gradient")
