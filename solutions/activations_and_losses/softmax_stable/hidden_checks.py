@points(1, hint="Compare your formula with the definition on small logits.")
def test_equals_the_definition(softmax, rng):
    """Why: stability must not change the value."""
    for n, k in growing((1, 3), (1, 2, 6)):
        z = rng.normal(size=(n, k))
        e = np.exp(z)
        assert_close(softmax(z), e / e.sum(axis=1, keepdims=True))


@points(
    1, hint="Adding one number to all logits of a row must change nothing, however large it is."
)
def test_shift_of_a_row_changes_nothing(softmax, rng):
    """Why: only differences of logits matter; fresh offsets up to 5000 leave no room for luck."""
    z, c = rng.normal(size=(4, 3)), rng.uniform(1000, 5000, size=(4, 1))
    for sign in (1.0, -1.0):
        assert_close(softmax(z + sign * c), softmax(z), what="softmax(z + c) against softmax(z)")


@points(1, hint="One row's maximum says nothing about another row.")
def test_rows_of_different_size(softmax):
    """Why: one maximum for the whole matrix underflows every row that is far below it."""
    p = softmax(np.array([[0.0, 1.0], [2000.0, 2001.0], [-3000.0, -2999.0]]))
    assert_close(p, np.tile([[0.2689414213699951, 0.7310585786300049]], (3, 1)))


@points(1, hint="After the shift the largest logit must be 0; the mean or the minimum won't do.")
def test_wide_rows_stay_finite(softmax):
    """Why: shifting by anything but the maximum still overflows when a row is spread widely."""
    p = softmax(np.array([[-2000.0, 0.0, 2000.0], [2000.0, -2000.0, 2000.0]]))
    assert_close(p, [[0.0, 0.0, 1.0], [0.5, 0.0, 0.5]])


@points(1, hint="e to the power of minus infinity is exactly 0; nothing special is needed.")
def test_masked_class_gets_zero(softmax):
    """Why: attention and decoding rule classes out by a logit of minus infinity."""
    p = softmax(np.array([[0.0, -np.inf, 0.0], [-np.inf, 900.0, -np.inf]]))
    assert_close(p, [[0.5, 0.0, 0.5], [0.0, 1.0, 0.0]])


@points(1, hint="z -= … writes into the caller's array.")
def test_input_is_left_alone(softmax, rng):
    """Why: the caller still needs the logits for the loss."""
    assert_inputs_unchanged(softmax, rng.normal(size=(3, 4)))


@points(1, hint="float32 in, float32 out.")
def test_dtype_is_kept(softmax, rng):
    """Why: a silent float64 doubles the memory of a network."""
    z = rng.normal(size=(2, 3)).astype(np.float32)
    e = np.exp(z.astype(float))
    wanted = (e / e.sum(axis=1, keepdims=True)).astype(np.float32)
    assert_close(softmax(z), wanted, dtype="float32", what="softmax(z)")


@points(1, hint="Look at the number of dimensions first; raise ValueError with the shape in it.")
def test_other_shapes_are_refused(softmax):
    """Why: for one vector or a stack of matrices, axis 1 is missing or is not the classes."""
    assert_raises(ValueError, softmax, np.zeros(3))
    assert_raises(ValueError, softmax, np.zeros((2, 3, 4)))


@points(1, hint="Use tensor operations only, so that autograd can follow.", backends=("torch",))
def test_gradient_flows(softmax, rng):
    """Why: a detached result trains nothing. Gradient of sum(u*p) is p*(u - sum(u*p))."""
    for scale in (1.0, 500.0):
        z, u = scale * rng.normal(size=(3, 5)), rng.normal(size=(3, 5))
        p = softmax(z)
        wanted = p * (u - (u * p).sum(axis=1, keepdims=True))
        assert_close(vjp_of(softmax, z, upstream=u), wanted, what="gradient of softmax")
