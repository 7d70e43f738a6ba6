def _batch_norm_draw(rng, n=3, c=2, h=2, w=3, shift=0.5):
    X = rng.normal(shift, rng.uniform(0.5, 2, size=(c, 1, 1)), size=(n, c, h, w))
    gamma, beta, mean = rng.normal(size=(3, c))
    return X, gamma, beta, mean, rng.uniform(0.5, 2, size=c)


def _batch_norm_channel(x, gamma, beta, mean, var, training, momentum, eps):
    """One channel as a plain list of numbers; the definition, in long double."""
    x = np.asarray(x, dtype=np.longdouble)
    if training:
        mu = x.sum() / len(x)
        squares = ((x - mu) ** 2).sum()
        mean, used_mean = (1 - momentum) * mean + momentum * mu, mu
        var, used_var = (1 - momentum) * var + momentum * squares / (len(x) - 1), squares / len(x)
    else:
        used_mean, used_var = mean, var
    y = gamma * (x - used_mean) / np.sqrt(used_var + np.longdouble(eps)) + beta
    return y, mean, var


def _batch_norm_expected(X, gamma, beta, mean, var, training, momentum=0.1, eps=1e-5):
    Y, means, variances = np.empty(X.shape), [], []
    for o in range(X.shape[1]):
        y, m, v = _batch_norm_channel(
            X[:, o].ravel(), gamma[o], beta[o], mean[o], var[o], training, momentum, eps
        )
        Y[:, o] = y.reshape(X[:, o].shape).astype(float)
        means, variances = [*means, float(m)], [*variances, float(v)]
    return Y, np.array(means), np.array(variances)


def _batch_norm_slopes(dY, X, gamma, mean, var, training, eps):
    """The Jacobian of each channel, entry by entry, times dY."""
    dX, dgamma, dbeta = np.zeros(X.shape), np.zeros(len(gamma)), np.zeros(len(gamma))
    for o in range(len(gamma)):
        x, d = X[:, o].ravel(), dY[:, o].ravel()
        N = len(x)
        mu, v = (x.mean(), x.var()) if training else (mean[o], var[o])
        z = (x - mu) / np.sqrt(v + eps)
        J = np.eye(N)  # d z_r / d x_q times the root
        if training:
            J = J - 1 / N - np.outer(z, z) / N
        dX[:, o] = (gamma[o] * (d @ J) / np.sqrt(v + eps)).reshape(X[:, o].shape)
        dgamma[o], dbeta[o] = d @ z, sum(d)
    return dX, dgamma, dbeta


@points(2, hint="One mean for each channel, over images, rows and columns together.")
def test_forward_in_both_modes(batch_norm, rng):
    """Why: each channel by itself, as a plain list of numbers, has no axes to mix up."""
    for n, c, h, w in growing((2, 3), (1, 3), (1, 2), (1, 3)):
        args = _batch_norm_draw(rng, n, c, h, w)
        for training in (True, False):
            got = batch_norm(*args, training, 0.3, 1e-3)
            wanted = _batch_norm_expected(*args, training, 0.3, 1e-3)
            for name, g, e in zip(("Y", "running mean", "running variance"), got, wanted):
                assert_close(g, e, what=f"{name}, n={n}, training={training}")


@points(3, hint="Three paths lead from X to Y: directly, through the mean, through the variance.")
def test_backward_in_training(batch_norm_backward, rng):
    """Why: without the path through the variance training still works, and every gradient is wrong."""
    for n, c, h, w in growing((2, 3), (1, 3), (1, 2), (1, 3)):
        X, gamma, _, mean, var = _batch_norm_draw(rng, n, c, h, w)
        dY = rng.normal(size=X.shape)
        got = batch_norm_backward(dY, X, gamma, mean, var, True, 1e-2)
        wanted = _batch_norm_slopes(dY, X, gamma, mean, var, True, 1e-2)
        for name, g, e in zip(("dX", "dgamma", "dbeta"), got, wanted):
            assert_close(g, e, atol=1e-11, what=f"{name}, shape {X.shape}")


@points(1, hint="The running statistics do not depend on X.")
def test_backward_in_evaluation(batch_norm_backward, rng):
    """Why: a frozen network is fine-tuned through this; the training formula would be wrong here."""
    X, gamma, _, mean, var = _batch_norm_draw(rng, 3, 4, 2, 2)
    dY = rng.normal(size=X.shape)
    got = batch_norm_backward(dY, X, gamma, mean, var, False)
    wanted = _batch_norm_slopes(dY, X, gamma, mean, var, False, 1e-5)
    for name, g, e in zip(("dX", "dgamma", "dbeta"), got, wanted):
        assert_close(g, e, atol=1e-11, what=name)


@points(1, hint="dX is what a central difference of sum(dY * Y) finds, in both modes.")
def test_backward_fits_forward(batch_norm, batch_norm_backward, rng):
    """Why: this ties your two functions together; differences know no formula."""
    X, gamma, beta, mean, var = _batch_norm_draw(rng, 2, 2, 1, 2)
    dY = rng.normal(size=X.shape)
    for training in (True, False):
        rest = gamma, beta, mean, var, training, 0.1, 0.1
        dX, dgamma, _ = batch_norm_backward(dY, X, gamma, mean, var, training, 0.1)
        slope = numeric_gradient(lambda V, rest=rest: np.sum(dY * batch_norm(V, *rest)[0]), X)
        assert_close(dX, slope, rtol=1e-6, atol=1e-8, what=f"dX, training={training}")
        scales = numeric_gradient(lambda g, r=rest: np.sum(dY * batch_norm(X, g, *r[1:])[0]), gamma)
        assert_close(dgamma, scales, rtol=1e-6, atol=1e-8, what=f"dgamma, training={training}")


@points(1, hint="Two images of one pixel: N = 2. One image of one pixel: N = 1.")
def test_one_value_in_a_channel(batch_norm, rng):
    """Why: its variance would be 0 and its answer beta, whatever the image; the last small batch."""
    X, gamma, beta, mean, var = _batch_norm_draw(rng, 1, 3, 1, 1)
    assert_raises(ValueError, batch_norm, X, gamma, beta, mean, var, True)
    wanted = _batch_norm_expected(X, gamma, beta, mean, var, False)
    assert_close(batch_norm(X, gamma, beta, mean, var, False)[0], wanted[0], what="evaluation")
    for shape in ((2, 3, 1, 1), (1, 3, 1, 2), (1, 3, 2, 1)):
        pair = rng.normal(size=shape)
        wanted = _batch_norm_expected(pair, gamma, beta, mean, var, True)
        for g, e in zip(batch_norm(pair, gamma, beta, mean, var, True), wanted):
            assert_close(g, e, what=f"images of shape {shape}")


@points(1, hint="eps stands inside the root, added to the variance.")
def test_constant_channel(batch_norm, batch_norm_backward, rng):
    """Why: a dead channel has variance 0; the answer is beta, and the slope 1 / sqrt(eps)."""
    X, gamma, beta, mean, var = _batch_norm_draw(rng, 2, 2, 1, 2)
    X[:, 1] = 7.0
    Y = batch_norm(X, gamma, beta, mean, var, True)[0]
    assert_close(Y[:, 1], np.full((2, 1, 2), beta[1]), what="Y of the constant channel")
    dY = rng.normal(size=X.shape)
    dX, dgamma, _ = batch_norm_backward(dY, X, gamma, mean, var, True)
    wanted = gamma[1] * (dY[:, 1] - dY[:, 1].mean()) / np.sqrt(1e-5)
    assert_close(dX[:, 1], wanted, what="dX of the constant channel")
    assert_close(dgamma[1], 0.0, what="dgamma of the constant channel")


@points(1, hint="Subtract the mean first, then square.")
def test_large_mean_loses_no_digits(batch_norm, batch_norm_backward, rng):
    """Why: mean(x^2) - mean(x)^2 is the same on paper and loses every digit at a mean of 1e6."""
    X = rng.integers(-8, 9, size=(3, 2, 2, 2)) + 1e6
    gamma, beta, mean, var = np.ones((4, 2))
    wanted = _batch_norm_expected(X, gamma, beta, mean, var, True)
    assert_close(batch_norm(X, gamma, beta, mean, var, True)[0], wanted[0], rtol=1e-8, what="Y")
    dY = rng.normal(size=X.shape)
    slopes = _batch_norm_slopes(dY, X, gamma, mean, var, True, 1e-5)
    got = batch_norm_backward(dY, X, gamma, mean, var, True)
    for name, g, e in zip(("dX", "dgamma", "dbeta"), got, slopes):
        assert_close(g, e, rtol=1e-7, atol=1e-9, what=name)


@points(1, hint="Without the last arguments: momentum 0.1 and eps 1e-5, as in PyTorch.")
def test_defaults(batch_norm, batch_norm_backward, rng):
    """Why: a wrong default changes every network that does not name it."""
    X, *rest = _batch_norm_draw(rng, 2, 2, 2, 2)
    X = 0.01 * X
    for g, e in zip(batch_norm(X, *rest, True), _batch_norm_expected(X, *rest, True)):
        assert_close(g, e)
    gamma, _, mean, var = rest
    dY = rng.normal(size=X.shape)
    wanted = _batch_norm_slopes(dY, X, gamma, mean, var, True, 1e-5)[0]
    assert_close(batch_norm_backward(dY, X, gamma, mean, var, True)[0], wanted, atol=1e-10)


@points(1, hint="float32 in, float32 out; the running statistics come back, the old ones stay.")
def test_dtype_is_kept_and_inputs_left_alone(batch_norm, batch_norm_backward, rng):
    """Why: an update in place would make a checkpoint drift while it is being compared."""
    X, gamma, beta, mean, var = (a.astype(np.float32) for a in _batch_norm_draw(rng))
    dY = rng.normal(size=X.shape).astype(np.float32)
    for training in (True, False):
        got = assert_inputs_unchanged(batch_norm, X, gamma, beta, mean, var, training)
        wide = [a.astype(float) for a in (X, gamma, beta, mean, var)]
        for g, e in zip(got, _batch_norm_expected(*wide, training)):
            assert_close(g, e.astype(np.float32), rtol=1e-4, atol=1e-5, dtype="float32")
        got = assert_inputs_unchanged(batch_norm_backward, dY, X, gamma, mean, var, training)
        for name, g in zip(("dX", "dgamma", "dbeta"), got):
            assert_dtype(g, "float32", name)


@points(2, hint="PyTorch's own layer must give these numbers.", backends=("torch",))
def test_equals_torchs_own_layer(batch_norm, batch_norm_backward, rng):
    """Why: the library's layer is an oracle that shares no line with yours."""
    import torch
    import torch.nn.functional as F

    X, gamma, beta, mean, var = _batch_norm_draw(rng, 3, 4, 2, 3)
    dY = rng.normal(size=X.shape)
    for training in (True, False):
        leaves = [torch.tensor(a, requires_grad=True) for a in (X, gamma, beta)]
        running = [torch.tensor(a) for a in (mean, var)]
        Y = F.batch_norm(leaves[0], *running, *leaves[1:], training, 0.2, 1e-3)
        wanted = [Y.detach(), *running]
        for g, e in zip(batch_norm(X, gamma, beta, mean, var, training, 0.2, 1e-3), wanted):
            assert_close(g, e.numpy(), what=f"training={training}")
        slopes = torch.autograd.grad(Y, leaves, torch.tensor(dY))
        got = batch_norm_backward(dY, X, gamma, mean, var, training, 1e-3)
        for name, g, e in zip(("dX", "dgamma", "dbeta"), got, slopes):
            assert_close(g, e.numpy(), atol=1e-11, what=f"{name}, training={training}")
