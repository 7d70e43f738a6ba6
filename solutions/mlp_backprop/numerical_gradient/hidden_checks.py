@points(
    2, hint="For x**3 a central difference is 3x**2 + h**2; a forward difference has 3xh as well."
)
def test_cube_leaves_h_squared(numerical_gradient, rng):
    """Why: the left-over of a cube is exactly h**2, so it shows which formula was used."""
    for (size,) in growing((1, 3)):
        x, h = rng.normal(size=size), float(rng.uniform(0.1, 0.5))
        g = numerical_gradient(lambda v: float(np.sum(v**3)), x, h)
        assert_close(g, 3 * x**2 + h**2, what=f"central differences of sum(x**3), h = {h}")


@points(1, hint="Use the step that is passed; without one it is 1e-5.")
def test_default_step(numerical_gradient):
    """Why: at 0 the central difference of x**3 is h**2, which reveals the default step."""
    g = numerical_gradient(lambda v: float(np.sum(v**3)), np.zeros(2))
    assert_close(g, np.full(2, 1e-10), atol=0, what="central differences of sum(x**3) at 0")


@points(1, hint="Turn x into float64 before the first step.")
def test_float32_point_gives_a_float64_gradient(numerical_gradient, rng):
    """Why: in float32 a step of 1e-5 loses two thirds of the digits."""
    x = rng.normal(size=4).astype(np.float32)
    g = numerical_gradient(lambda v: float(np.sum(np.sin(v))), x)
    assert_dtype(g, "float64", "numerical_gradient(f, x) for a float32 x")
    assert_close(g, np.cos(x.astype(float)), rtol=1e-7, atol=1e-8)


@points(1, hint="Every probe starts from the same x: copy it, or undo the step.")
def test_entries_are_moved_one_at_a_time(numerical_gradient, rng):
    """Why: if the last step is not taken back, the next slope is taken at another point."""
    for (size,) in growing((2, 4)):
        x = rng.normal(size=size)
        g = numerical_gradient(lambda v: float(np.prod(v)), x, 0.25)
        others = np.array([np.prod(np.delete(x, i)) for i in range(size)])
        assert_close(g, others, what="gradient of prod(x)")


@points(1, hint="Compute on a copy of x.")
def test_the_point_is_left_alone(numerical_gradient, rng):
    """Why: x is the network's own parameter; a check that shifts it spoils the training."""
    x = rng.normal(size=(2, 2))
    value = assert_inputs_unchanged(numerical_gradient, lambda v: float(np.sum(v**2)), x)
    assert_close(value, 2 * x, rtol=1e-6, atol=1e-8)


@points(1, hint="A single number has shape (); an empty array has no entry to move.")
def test_scalar_and_empty_shapes(numerical_gradient):
    """Why: a bias can be one number, and a layer can have no parameters."""
    g = numerical_gradient(lambda v: float(np.sum(v**2)), np.array(3.0), 0.5)
    assert_close(g, np.array(6.0), what="gradient at a point of shape ()")
    assert_shape(numerical_gradient(lambda v: 1.0, np.zeros((0, 2))), (0, 2))


@points(1, hint="Check h first; nan > 0 is False.")
def test_step_must_be_positive(numerical_gradient):
    """Why: h = 0 gives 0/0, and a NaN gradient passes many careless comparisons."""
    for h in (0.0, -1e-5, float("nan")):
        assert_raises(ValueError, numerical_gradient, lambda v: float(np.sum(v)), np.ones(2), h)


@points(1, hint="Norms over all entries; the size of the gradients must cancel.")
def test_error_does_not_depend_on_the_scale(relative_error, rng):
    """Why: 1e-3 is a small difference for a gradient of 1000 and a large one for 0.001."""
    for (size,) in growing((1, 6)):
        a, b = rng.normal(size=(size, 2)), rng.normal(size=(size, 2))
        norms = [np.sqrt(np.sum(v**2)) for v in (a - b, a, b)]
        expected = norms[0] / (norms[1] + norms[2])
        for scale in (1.0, 1e6, 1e-9):
            got = relative_error(scale * a, scale * b)
            assert_close(got, expected, what=f"relative_error, both times {scale}")


@points(1, hint="Two zero gradients agree: answer 0 before you divide.")
def test_two_zero_gradients_agree(relative_error):
    """Why: a dead unit has zero gradients in both, and 0/0 would report a fault."""
    assert_close(relative_error(np.zeros(3), np.zeros(3)), 0.0)


@points(1, hint="`if scale > 0` is False for NaN, and then your function says 0: equal.")
def test_nan_is_not_a_good_gradient(relative_error):
    """Why: a check that calls NaN a perfect match hides the worst fault."""
    for a, b in (([np.nan, 1.0], [1.0, 1.0]), ([1.0], [np.nan])):
        e = relative_error(np.array(a), np.array(b))
        assert_that(np.isnan(e), "NaN", e, f"relative_error({a}, {b})")


@points(1, hint="Compare the shapes before you subtract.")
def test_different_shapes_are_refused(relative_error):
    """Why: (3,) minus (3, 1) broadcasts to (3, 3) without a word."""
    assert_close(relative_error(np.ones((3, 1)), np.ones((3, 1))), 0.0)
    assert_raises(ValueError, relative_error, np.ones(3), np.ones((3, 1)))
    assert_raises(ValueError, relative_error, np.ones(3), np.ones(1))


@points(1, hint="Convert both to float64 first: squares below 1e-45 are 0 in float32.")
def test_error_of_tiny_float32_gradients(relative_error):
    """Why: in float32 the squares of a gradient of 1e-25 vanish, and every error looks like 0."""
    a = np.array([1e-25, 0.0], dtype=np.float32)
    assert_close(relative_error(a, 2 * a), 1 / 3, rtol=1e-6)
