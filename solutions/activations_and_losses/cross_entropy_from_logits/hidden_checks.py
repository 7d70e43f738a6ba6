def _batch(rng, n, k):
    return rng.normal(size=(n, k)), rng.integers(0, k, size=n)


@points(
    1, hint="For small logits, minus the log of the true class's softmax, averaged over the rows."
)
def test_loss_equals_the_definition(cross_entropy, rng):
    """Why: stability must not change the value."""
    for n, k in growing((1, 2, 5), (1, 2, 7)):
        z, y = _batch(rng, n, k)
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        wanted = np.mean([-np.log(p[i, y[i]]) for i in range(n)])
        assert_close(cross_entropy(z, y), wanted, what="loss")


@points(1, hint="softmax(z) minus the one-hot label, divided by n.")
def test_gradient_equals_the_formula(cross_entropy_gradient, rng):
    """Why: exact to nine digits, where differences give six."""
    for n, k in growing((1, 2, 5), (1, 2, 7)):
        z, y = _batch(rng, n, k)
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        assert_close(cross_entropy_gradient(z, y), (p - np.eye(k)[y]) / n, what="dZ")


@points(1, hint="Average over the examples. A batch repeated twice has the same loss, half the dZ.")
def test_loss_is_a_mean_over_examples(cross_entropy, cross_entropy_gradient, rng):
    """Why: with a sum, the learning rate would have to change with the batch size."""
    z, y = _batch(rng, 3, 4)
    zz, yy = np.concatenate([z, z]), np.concatenate([y, y])
    assert_close(cross_entropy(zz, yy), cross_entropy(z, y), what="loss of the doubled batch")
    half = cross_entropy_gradient(z, y) / 2
    assert_close(cross_entropy_gradient(zz, yy), np.concatenate([half, half]), what="dZ")


@points(1, hint="Each row needs its own maximum.")
def test_shift_of_a_row_changes_nothing(cross_entropy, cross_entropy_gradient, rng):
    """Why: rows of very different size stand in one batch; only differences in a row matter."""
    z, y = _batch(rng, 4, 3)
    shifted = z + rng.uniform(1000, 5000, size=(4, 1)) * np.array([[1.0], [-1.0], [1.0], [-1.0]])
    assert_close(cross_entropy(shifted, y), cross_entropy(z, y), what="loss of shifted rows")
    wanted = cross_entropy_gradient(z, y)
    assert_close(cross_entropy_gradient(shifted, y), wanted, what="dZ of shifted rows")


@points(
    1, hint="The gradient of a hopeless example is -1 and +1 (over n): the strongest, not 0 or NaN."
)
def test_gradient_of_confident_mistakes(cross_entropy_gradient, rng):
    """Why: confident and wrong is where the network must learn most."""
    size = rng.uniform(1000, 2000)
    z = np.array([[size, -size, 0.0], [-size, 0.0, size]])
    wanted = [[0.5, -0.5, 0.0], [0.0, 0.0, 0.0]]
    assert_close(cross_entropy_gradient(z, np.array([1, 2])), wanted, what="dZ")


@points(1, hint="Call check_labels(z, y) before anything else, in both functions.")
def test_bad_labels_are_refused(cross_entropy, cross_entropy_gradient, rng):
    """Why: z[i, -1] is a valid index and a wrong class; nothing crashes, nothing learns."""
    z = rng.normal(size=(3, 4))
    for f in (cross_entropy, cross_entropy_gradient):
        assert_raises(ValueError, f, z, np.array([0, 1, -1]))
        assert_raises(ValueError, f, z, np.array([0, 4, 1]))
        assert_raises(ValueError, f, z, np.array([2]))
        assert_raises(ValueError, f, z, np.array([[0], [1], [2]]))


@points(1, hint="Subtracting 1 in place is fine on your own array, not on the caller's.")
def test_inputs_are_left_alone(cross_entropy, cross_entropy_gradient, rng):
    """Why: logits and labels are used again, by the accuracy if by nothing else."""
    z, y = _batch(rng, 3, 4)
    assert_inputs_unchanged(cross_entropy, z, y)
    assert_inputs_unchanged(cross_entropy_gradient, z, y)


@points(1, hint="float32 logits give a float32 gradient; integer labels must not change that.")
def test_dtype_of_the_gradient_is_kept(cross_entropy_gradient, rng, ref):
    """Why: a float64 gradient in a float32 network is an error in PyTorch and a waste in NumPy."""
    z, y = _batch(rng, 3, 4)
    z = z.astype(np.float32)
    wanted = ref.cross_entropy_gradient(z.astype(float), y).astype(np.float32)
    got = cross_entropy_gradient(z, y)
    assert_close(got, wanted, atol=1e-7, dtype="float32", what="dZ")


@points(1, hint="Tensor operations only; compare with F.cross_entropy.", backends=("torch",))
def test_equals_pytorch(cross_entropy, rng):
    """Why: PyTorch's own function, used by everybody, is an independent judge."""
    for dtype in (np.float64, np.float32):
        z, y = _batch(rng, 5, 3)
        z = (30 * z).astype(dtype)
        wanted = F.cross_entropy(torch.from_numpy(z), torch.from_numpy(y)).numpy()
        assert_close(cross_entropy(z, y), wanted, dtype=dtype, what="loss")


@points(
    1,
    hint="The loss must stay attached, and finite inside, when logits are large.",
    backends=("torch",),
)
def test_autograd_agrees_with_your_gradient(cross_entropy, cross_entropy_gradient, rng):
    """Why: two roads to one gradient: autograd through your loss, and your formula."""
    for scale in (1.0, 1000.0):
        z, y = _batch(rng, 4, 3)
        z, u = scale * z, rng.normal()
        wanted = u * cross_entropy_gradient(z, y)
        assert_close(vjp_of(cross_entropy, z, y, upstream=u), wanted, what="gradient of the loss")
