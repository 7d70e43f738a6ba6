def _weighted_truth(Z, y, w, ignore):
    """The definition, row by row, in float64."""
    c = np.array([0.0 if label == ignore else w[label] for label in y])
    p = np.exp(Z - Z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    loss, dZ = 0.0, np.zeros_like(Z)
    for i, label in enumerate(y):
        if c[i] > 0:
            loss -= c[i] * np.log(p[i, label]) / c.sum()
            dZ[i] = c[i] * (p[i] - np.eye(Z.shape[1])[label]) / c.sum()
    return loss, dZ


@points(1, hint="Divide by the sum of the weights of the rows that count, not by n.")
def test_equals_the_definition(cross_entropy_with_gradient, rng):
    """Why: exact to nine digits, with weights and padding at once."""
    for n, k in growing((1, 2, 6), (1, 2, 4)):
        Z, y = rng.normal(size=(n, k)), rng.integers(0, k, size=n)
        y[2::3] = -100
        w = rng.uniform(0.2, 3.0, size=k)
        loss, dZ = cross_entropy_with_gradient(Z, y, w, -100)
        wanted_loss, wanted = _weighted_truth(Z, y, w, -100)
        assert_close(loss, wanted_loss, what="loss")
        assert_close(dZ, wanted, what="dZ")


@points(1, hint="The mean runs over the rows that count, so more padding changes nothing else.")
def test_padding_leaves_no_trace(cross_entropy_with_gradient, rng):
    """Why: the same sentence in a longer batch must have the same loss and the same gradient."""
    Z, y, w = rng.normal(size=(3, 4)), rng.integers(0, 4, size=3), rng.uniform(0.5, 2.0, size=4)
    loss, dZ = cross_entropy_with_gradient(Z, y, w, 9)
    longer = np.concatenate([Z, rng.normal(size=(5, 4))])
    padded = np.concatenate([y, np.full(5, 9)])
    long_loss, long_dZ = cross_entropy_with_gradient(longer, padded, w, 9)
    assert_close(long_loss, loss, what="loss of the padded batch")
    assert_close(long_dZ, np.concatenate([dZ, np.zeros((5, 4))]), what="dZ of the padded batch")


@points(1, hint="Ask for y == ignore before you look the weight up.")
def test_a_class_may_be_the_ignored_label(cross_entropy_with_gradient, rng):
    """Why: the padding token is often number 0, which is a column of the logits like any other."""
    Z, w = rng.normal(size=(4, 3)), rng.uniform(0.5, 2.0, size=3)
    for ignore in range(3):
        y = np.array([0, 1, 2, 1])
        loss, dZ = cross_entropy_with_gradient(Z, y, w, ignore)
        wanted_loss, wanted = _weighted_truth(Z, y, w, ignore)
        assert_close(loss, wanted_loss, what=f"loss with ignore = {ignore}")
        assert_close(dZ, wanted, what=f"dZ with ignore = {ignore}")


@points(1, hint="The sum of the c_i can be zero in two ways: all padding, or all weights zero.")
def test_zero_weights_and_empty_batches(cross_entropy_with_gradient, rng):
    """Why: a class that is switched off may fill a batch; 0 / 0 is not its gradient."""
    Z = rng.normal(size=(2, 3))
    for y, logits in ((np.array([1, 1]), Z), (np.zeros(0, dtype=int), Z[:0])):
        loss, dZ = cross_entropy_with_gradient(logits, y, np.array([1.0, 0.0, 1.0]), -100)
        assert_close(loss, 0.0, what="loss")
        assert_close(dZ, np.zeros(logits.shape), what="dZ")
    w = np.array([1e-9, 0.0, 1e-9])  # tiny is not zero
    loss, dZ = cross_entropy_with_gradient(Z, np.array([0, 1]), w, -100)
    assert_close(dZ, _weighted_truth(Z, np.array([0, 1]), w, -100)[1], what="dZ, tiny weights")
    assert_close(loss, _weighted_truth(Z, np.array([0, 1]), w, -100)[0], what="loss, tiny weights")


@points(1, hint="Subtract each row's own maximum; take the logarithm of no probability.")
def test_large_logits_and_classes_ruled_out(cross_entropy_with_gradient):
    """Why: confident and wrong is where the network must learn most, not where it may fail."""
    Z = np.array([[1000.0, -1000.0, 0.0], [-3000.0, -3000.0, -np.inf]])
    loss, dZ = cross_entropy_with_gradient(Z, np.array([1, 0]), np.ones(3), -100)
    assert_close(loss, (2000.0 + np.log(2.0)) / 2, what="loss")
    assert_close(dZ, [[0.5, -0.5, 0.0], [-0.25, 0.25, 0.0]], what="dZ")


@points(1, hint="Call check_labels first; that line is given.")
def test_bad_labels_are_refused(cross_entropy_with_gradient, rng):
    """Why: the label -1 would pick the last class, unless -1 is the number to ignore."""
    Z, w = rng.normal(size=(3, 4)), np.ones(4)
    for y in ([0, 1, -1], [0, 4, 1], [2], [[0], [1], [2]]):
        assert_raises(ValueError, cross_entropy_with_gradient, Z, np.array(y), w, -100)
    assert_raises(ValueError, cross_entropy_with_gradient, Z, np.array([0, 1, 2]), w[:1], -100)
    assert_shape(cross_entropy_with_gradient(Z, np.array([0, 1, -1]), w, -1)[1], (3, 4))


@points(1, hint="float32 logits give a float32 gradient; do your arithmetic on your own arrays.")
def test_dtype_is_kept_and_inputs_left_alone(cross_entropy_with_gradient, rng):
    """Why: labels are integers and weights may be float64; neither may decide the gradient's type."""
    Z, y, w = rng.normal(size=(3, 4)), np.array([0, 3, 1]), rng.uniform(0.5, 2.0, size=4)
    narrow = Z.astype(np.float32)
    dZ = assert_inputs_unchanged(cross_entropy_with_gradient, narrow, y, w, -100)[1]
    wanted = _weighted_truth(Z, y, w, -100)[1].astype(np.float32)
    assert_close(dZ, wanted, atol=1e-6, dtype="float32", what="dZ")
    for logits in (narrow, Z):
        zeros = cross_entropy_with_gradient(logits, np.full(3, -7), w, -7)[1]
        assert_dtype(zeros, logits.dtype, "dZ if nothing counts")


@points(
    1, hint="Compare with F.cross_entropy(Z, y, weight=…, ignore_index=…).", backends=("torch",)
)
def test_equals_pytorch(cross_entropy_with_gradient, rng):
    """Why: PyTorch's own function and its autograd are an independent judge."""
    Z, y, w = rng.normal(size=(6, 3)), np.array([0, 2, 1, 1, 2, 0]), rng.uniform(0.5, 2, size=3)
    leaf = torch.tensor(Z, requires_grad=True)
    wanted = F.cross_entropy(leaf, torch.tensor(y), weight=torch.tensor(w), ignore_index=1)
    wanted.backward()
    loss, dZ = cross_entropy_with_gradient(Z, y, w, 1)
    assert_close(loss, wanted.detach().numpy(), what="loss")
    assert_close(dZ, leaf.grad.numpy(), what="dZ")


@points(1, hint="The loss is a tensor of shape () and has the dtype of Z.", backends=("torch",))
def test_loss_has_the_dtype_of_the_logits(cross_entropy_with_gradient, rng):
    """Why: a float64 loss in a float32 program turns all that is added to it into float64."""
    w = rng.uniform(0.5, 2.0, size=4)
    for dtype in ("float32", "float64"):
        Z = rng.normal(size=(3, 4)).astype(dtype)
        for y in (np.array([0, 3, -7]), np.full(3, -7)):
            assert_dtype(cross_entropy_with_gradient(Z, y, w, -7)[0], dtype, "loss")
