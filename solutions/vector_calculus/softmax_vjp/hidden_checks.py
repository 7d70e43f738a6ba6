def _rows(rng, n, k):
    """Log-probabilities of random rows, with a shift that a sum of exponentials would not bear."""
    Z = 2 * rng.normal(size=(n, k))
    return Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))


@points(1, hint="diag(p) - p p^T, row by row.")
def test_softmax_equals_the_full_jacobian(softmax_vjp, rng):
    """Why: exact to nine digits, where differences give seven."""
    for n, k in growing((1, 2, 4), (1, 2, 5)):
        P, dP = np.exp(_rows(rng, n, k)), rng.normal(size=(n, k))
        wanted = [(np.diag(p) - np.outer(p, p)) @ g for p, g in zip(P, dP)]
        assert_close(softmax_vjp(dP, P), wanted, what="dZ")


@points(1, hint="J^T g, with J = I - 1 p^T. What is the transpose of 1 p^T?")
def test_log_softmax_vjp_equals_the_full_jacobian(log_softmax_vjp, rng):
    """Why: this Jacobian is not symmetric; the forgotten transpose has the right shape."""
    for n, k in growing((1, 2, 4), (1, 2, 5)):
        Y, dY = _rows(rng, n, k), rng.normal(size=(n, k))
        wanted = [(np.eye(k) - np.outer(np.ones(k), np.exp(y))).T @ g for y, g in zip(Y, dY)]
        assert_close(log_softmax_vjp(dY, Y), wanted, what="dZ")


@points(1, hint="J v, with J = I - 1 p^T: subtract the mean of v under p from every entry.")
def test_log_softmax_jvp_equals_the_full_jacobian(log_softmax_jvp, rng):
    """Why: forward mode carries a direction down, with the matrix itself, not its transpose."""
    for n, k in growing((1, 2, 4), (1, 2, 5)):
        Y, V = _rows(rng, n, k), rng.normal(size=(n, k))
        wanted = [(np.eye(k) - np.outer(np.ones(k), np.exp(y))) @ v for y, v in zip(Y, V)]
        assert_close(log_softmax_jvp(V, Y), wanted, what="change of Y")


@points(1, hint="Two vectors of k numbers are enough; no array has k * k entries.")
def test_a_vocabulary_of_200_000(softmax_vjp, log_softmax_vjp, log_softmax_jvp, rng):
    """Why: the full Jacobian of one row would fill 320 GB."""
    k = 200_000
    p, g = rng.uniform(0.5, 1.5, size=(1, k)), rng.normal(size=(1, k))
    p /= p.sum()
    assert_close(softmax_vjp(g, p), p * g - p * np.sum(p * g), what="softmax_vjp")
    assert_close(
        log_softmax_vjp(g, np.log(p)), g - p * np.sum(g), atol=1e-11, what="log_softmax_vjp"
    )
    wanted = g - np.sum(p * g)
    assert_close(log_softmax_jvp(g, np.log(p)), wanted, atol=1e-11, what="log_softmax_jvp")


@points(1, hint="p = 0 contributes nothing; take no logarithm of p, and divide by none.")
def test_classes_ruled_out(softmax_vjp, log_softmax_vjp, rng):
    """Why: a masked class has the logit -inf; a NaN from it would spread to every weight."""
    P = np.array([[0.25, 0.0, 0.75], [0.0, 1.0, 0.0]])
    g = rng.normal(size=(2, 3))
    wanted = P * g - P * np.sum(P * g, axis=1, keepdims=True)
    assert_close(softmax_vjp(g, P), wanted, what="softmax_vjp")
    with np.errstate(divide="ignore"):
        Y = np.log(P)
    wanted = g - P * np.sum(g, axis=1, keepdims=True)
    assert_close(log_softmax_vjp(g, Y), wanted, what="log_softmax_vjp")


@points(1, hint="Compare the two shapes before the arithmetic.")
def test_shapes_that_would_broadcast_are_refused(
    softmax_vjp, log_softmax_vjp, log_softmax_jvp, rng
):
    """Why: a gradient of shape (k,) or (n, 1) broadcasts, and nobody hears of it."""
    Y = _rows(rng, 3, 4)
    for f in (softmax_vjp, log_softmax_vjp, log_softmax_jvp):
        assert_shape(f(np.ones((3, 4)), Y), (3, 4))
        for wrong in (np.ones(4), np.ones((1, 4)), np.ones((3, 1)), np.ones((3, 5))):
            assert_raises(ValueError, f, wrong, Y)
        assert_raises(ValueError, f, np.ones(4), Y[0])
        assert_raises(ValueError, f, np.ones((1, 3, 4)), Y[None])


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(softmax_vjp, log_softmax_vjp, log_softmax_jvp, rng):
    """Why: P and Y are used again by the rest of the backward pass."""
    Y, g = _rows(rng, 3, 4).astype(np.float32), rng.normal(size=(3, 4)).astype(np.float32)
    for f, kept in ((softmax_vjp, np.exp(Y)), (log_softmax_vjp, Y), (log_softmax_jvp, Y)):
        assert_dtype(assert_inputs_unchanged(f, g, kept), "float32", f.__name__)


@points(1, hint="The same three products, by autograd.", backends=("torch",))
def test_autograd_agrees(softmax_vjp, log_softmax_vjp, log_softmax_jvp, rng):
    """Why: PyTorch's own derivatives are an oracle that shares no line with yours."""
    Z, g = torch.from_numpy(rng.normal(size=(5, 4))), rng.normal(size=(5, 4))
    for f, forward in ((softmax_vjp, torch.softmax), (log_softmax_vjp, torch.log_softmax)):
        value, pullback = torch.func.vjp(lambda z, forward=forward: forward(z, dim=1), Z)
        (wanted,) = pullback(torch.from_numpy(g))
        assert_close(f(g, value.numpy()), wanted.numpy(), what=f.__name__)
    value, wanted = torch.func.jvp(
        lambda z: torch.log_softmax(z, dim=1), (Z,), (torch.from_numpy(g),)
    )
    assert_close(log_softmax_jvp(g, value.numpy()), wanted.numpy(), what="log_softmax_jvp")
