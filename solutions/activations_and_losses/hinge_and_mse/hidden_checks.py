def _labels(rng, n):
    return rng.choice([-1.0, 1.0], size=n)


@points(1, hint="Average over every entry, whatever the shape.")
def test_mse_equals_the_definition(mse, mse_gradient, rng):
    """Why: (n,), (n, 1) and (n, d) all occur; the mean runs over all entries."""
    for shape in ((1,), (2,), (7,), (3, 1), (2, 5)):
        y_hat, y = rng.normal(size=shape), rng.normal(size=shape)
        total = sum((a - b) ** 2 for a, b in zip(y_hat.ravel(), y.ravel()))
        assert_close(mse(y_hat, y), total / y.size, what=f"mse, shape {shape}")
        wanted = 2 * (y_hat - y) / y.size
        assert_close(mse_gradient(y_hat, y), wanted, what=f"mse_gradient, shape {shape}")


@points(1, hint="Compare with a loop over the examples: max(0, 1 - y * f), then the mean.")
def test_hinge_equals_the_definition(hinge, rng):
    """Why: fresh scores on both sides of the margin, for both labels."""
    for n in (1, 2, 9):
        f, y = 2 * rng.normal(size=n), _labels(rng, n)
        wanted = sum(max(0.0, 1 - b * a) for a, b in zip(f, y)) / n
        assert_close(hinge(f, y), wanted, what="hinge")


@points(1, hint="Only examples inside the margin pull, each with -y/n, however wrong they are.")
def test_hinge_gradient_equals_the_definition(hinge_gradient, rng):
    """Why: the slope is -y or 0; it does not grow with the error, and it is divided by n."""
    for n in (1, 2, 9):
        f, y = 2 * rng.normal(size=n), _labels(rng, n)
        wanted = [-b / n if b * a < 1 else 0.0 for a, b in zip(f, y)]
        assert_close(hinge_gradient(f, y), wanted, what="hinge_gradient")


@points(1, hint="At y * f = 1 exactly the slope is 0. Is your comparison strict?")
def test_hinge_slope_at_the_corner(hinge, hinge_gradient):
    """Why: a point on the margin costs nothing and pulls nothing."""
    f, y = np.array([1.0, -1.0, 0.0, 1.5]), np.array([1.0, -1.0, 1.0, -1.0])
    assert_close(hinge(f, y), (0 + 0 + 1 + 2.5) / 4, what="hinge")
    assert_close(hinge_gradient(f, y), [0.0, 0.0, -0.25, 0.25], what="hinge_gradient")


@points(1, hint="Compare the shapes before you subtract; (n, 1) minus (n,) is an n x n matrix.")
def test_mse_refuses_other_shapes(mse, mse_gradient, rng):
    """Why: the broadcast costs no error, only a model that predicts the mean."""
    column, row = rng.normal(size=(4, 1)), rng.normal(size=4)
    for f in (mse, mse_gradient):
        assert_raises(ValueError, f, column, row)
        assert_raises(ValueError, f, row, column)
        assert_raises(ValueError, f, row, row[:1])


@points(1, hint="Check the shapes and the set of labels first.")
def test_hinge_refuses_other_labels(hinge, hinge_gradient, rng):
    """Why: with label 0 the term is 1 for any score: a constant that nothing can learn from."""
    f = rng.normal(size=3)
    for function in (hinge, hinge_gradient):
        assert_raises(ValueError, function, f, np.array([0.0, 1.0, 1.0]))
        assert_raises(ValueError, function, f, np.array([1.0, -1.0, 2.0]))
        assert_raises(ValueError, function, f, np.array([1.0]))
        assert_raises(ValueError, function, f[:1], np.array([1.0, -1.0, 1.0]))
        assert_raises(ValueError, function, f[:, None], np.array([1.0, -1.0, 1.0]))


@points(1, hint="y_hat -= y writes into the caller's array.")
def test_inputs_are_left_alone(mse, mse_gradient, hinge, hinge_gradient, rng):
    """Why: predictions and labels are used again after the loss."""
    f, y = rng.normal(size=5), _labels(rng, 5)
    for function in (mse, mse_gradient, hinge, hinge_gradient):
        assert_inputs_unchanged(function, f, y)


@points(
    1, hint="float32 in, float32 out; a comparison gives bool, and bool times float64 is float64."
)
def test_dtype_of_the_gradients_is_kept(mse_gradient, hinge_gradient, rng):
    """Why: a float64 gradient in a float32 network is an error in PyTorch and a waste in NumPy."""
    f, y = np.array([0.5, -2.0, 3.0], np.float32), np.array([1, 1, 1], np.float32)
    wanted = np.array([-1 / 3, -2, 4 / 3], np.float32)
    assert_close(mse_gradient(f, y), wanted, dtype="float32", what="mse_gradient")
    wanted = np.array([-1 / 3, -1 / 3, 0], np.float32)
    assert_close(hinge_gradient(f, y), wanted, dtype="float32", what="hinge_gradient")


@points(1, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_autograd_agrees_with_your_gradients(mse, mse_gradient, hinge, hinge_gradient, rng):
    """Why: two roads to one gradient: autograd through your loss, and your formula."""
    y = _labels(rng, 6)
    f = y * (1 + np.array([-1.0, 1.0] * 3) * rng.uniform(0.1, 2, size=6))
    for loss, gradient in ((mse, mse_gradient), (hinge, hinge_gradient)):
        u = rng.normal()
        assert_close(
            vjp_of(loss, f, y, upstream=u), u * gradient(f, y), what=f"gradient of {loss.__name__}"
        )


@points(1, hint="Compare with F.mse_loss and F.relu on random tensors.", backends=("torch",))
def test_losses_equal_pytorch(mse, hinge, rng):
    """Why: PyTorch's own functions are independent judges, in float32 as well."""
    for dtype in (np.float64, np.float32):
        a, b = rng.normal(size=(2, 4, 3)).astype(dtype)
        wanted = F.mse_loss(torch.from_numpy(a), torch.from_numpy(b)).numpy()
        assert_close(mse(a, b), wanted, dtype=dtype, what="mse")
        f, y = a[:, 0].copy(), _labels(rng, 4).astype(dtype)
        margin = torch.from_numpy(y * f)
        wanted = F.hinge_embedding_loss(margin, -torch.ones_like(margin)).numpy()
        assert_close(hinge(f, y), wanted, dtype=dtype, what="hinge")
