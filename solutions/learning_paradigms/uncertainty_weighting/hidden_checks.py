def _tasks(rng, m):
    return rng.uniform(0.1, 5, size=m), rng.normal(size=m), rng.random(m) < 0.5


@points(1, hint="Task by task: loss over the variance (half of it for a regression), plus s / 2.")
def test_loss_equals_the_definition(multitask_loss, rng):
    """Why: fresh tasks of both kinds; the sum, not the mean."""
    for m in (1, 2, 6):
        losses, s, kinds = _tasks(rng, m)
        wanted = 0.0
        for value, log_variance, regression in zip(losses, s, kinds):
            precision = 1 / np.exp(log_variance)
            wanted += value * precision * (0.5 if regression else 1) + log_variance / 2
        assert_close(multitask_loss(losses, s, kinds), wanted, what="loss")


@points(1, hint="With s = log sigma^2, s / 2 is log sigma, and e^-s is 1 / sigma^2.")
def test_regression_is_a_gaussian_likelihood(multitask_loss, rng):
    """Why: it is minus the log density of a normal error, but for the constant log(2 pi) / 2."""
    for _ in range(3):
        error, sigma = rng.normal(), rng.uniform(0.3, 3)
        density = np.exp(-(error**2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)
        wanted = -np.log(density) - np.log(2 * np.pi) / 2
        got = multitask_loss(np.array([error**2]), np.array([2 * np.log(sigma)]), np.array([True]))
        assert_close(got, wanted, what="loss of one regression")


@points(2, hint="By the loss: f e^-s. By s: 1/2 - f e^-s L.")
def test_gradients_equal_the_definition(multitask_gradient, rng):
    """Why: exact, and in the promised order."""
    for m in (1, 3):
        losses, s, kinds = _tasks(rng, m)
        weights = [np.exp(-v) * (0.5 if k else 1) for v, k in zip(s, kinds)]
        dlosses, ds = multitask_gradient(losses, s, kinds)
        assert_close(dlosses, weights, what="derivative by losses")
        wanted = [0.5 - w * v for w, v in zip(weights, losses)]
        assert_close(ds, wanted, what="derivative by log_variances")


@points(2, hint="1/2 = f e^-s L, solved for s. Mind f.")
def test_best_variances_are_the_minimum(best_log_variances, multitask_loss, rng):
    """Why: the slope is 0 there, and a step either way costs more."""
    losses, _, kinds = _tasks(rng, 5)
    kinds[:2] = True, False
    best = best_log_variances(losses, kinds)
    factor = np.where(kinds, 0.5, 1.0)
    assert_close(factor * np.exp(-best) * losses, np.full(5, 0.5), what="f e^-s L at the minimum")
    least = multitask_loss(losses, best, kinds)
    for i in range(5):
        for step in (-0.1, 0.1):
            s = best + step * (np.arange(5) == i)
            assert_that(multitask_loss(losses, s, kinds) > least, "a larger loss", f"s = {s}")


@points(
    1,
    hint="Express one task in other units: L_i times c moves s_i by log c, and the weight by 1/c.",
)
def test_units_do_not_matter(best_log_variances, multitask_gradient, rng):
    """Why: that millimetres win over metres is what the method is to prevent."""
    losses, _, kinds = _tasks(rng, 4)
    c = np.array([1e6, 1.0, 1e-3, 7.0])
    s, moved = best_log_variances(losses, kinds), best_log_variances(c * losses, kinds)
    assert_close(moved, s + np.log(c), what="log variances in other units")
    first, second = (
        multitask_gradient(losses, s, kinds)[0],
        multitask_gradient(c * losses, moved, kinds)[0],
    )
    assert_close(second * c, first, what="weights in other units")


@points(1, hint="log 0 is minus infinity: the variance of a perfect task would shrink for ever.")
def test_losses_must_be_positive(best_log_variances):
    """Why: an infinite weight on one task ends the training of all others."""
    kinds = np.array([True, False])
    assert_close(best_log_variances(np.array([1.0, 1.0]), kinds), [0.0, np.log(2)], what="best")
    for bad in ([1.0, 0.0], [-1.0, 2.0], [0.0, 0.0]):
        assert_raises(ValueError, best_log_variances, np.array(bad), kinds)


@points(1, hint="np.where(kinds, 0.5, 1.0) is float64; the given factors keep the losses' dtype.")
def test_inputs_unchanged_and_dtype_kept(
    multitask_loss, multitask_gradient, best_log_variances, rng
):
    """Why: the variances are parameters of a float32 network."""
    losses, s, kinds = _tasks(rng, 3)
    losses, s = losses.astype(np.float32), s.astype(np.float32)
    assert_inputs_unchanged(multitask_loss, losses, s, kinds)
    results = assert_inputs_unchanged(multitask_gradient, losses, s, kinds)
    for name, value in zip(("dlosses", "dlog_variances"), results):
        assert_dtype(value, "float32", name)
    best = assert_inputs_unchanged(best_log_variances, losses, kinds)
    assert_dtype(best, "float32", "best_log_variances")


@points(1, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_autograd_agrees(multitask_loss, multitask_gradient, rng):
    """Why: in training it is autograd that moves the variances."""
    losses, s, kinds = _tasks(rng, 4)
    u = rng.normal()
    got = vjp_of(multitask_loss, losses, s, kinds, upstream=u, wrt=(0, 1))
    for name, g, w in zip(("losses", "log_variances"), got, multitask_gradient(losses, s, kinds)):
        assert_close(g, u * w, what=f"derivative by {name}")
    single = multitask_loss(losses.astype(np.float32), s.astype(np.float32), kinds)
    assert_dtype(single, "float32", "loss of float32 tasks")
    variance = torch.from_numpy(np.exp(s[:1]))
    error = torch.from_numpy(np.sqrt(losses[:1]))
    oracle = F.gaussian_nll_loss(error, torch.zeros_like(error), variance)
    got = multitask_loss(losses[:1], s[:1], np.array([True]))
    assert_close(got, oracle.numpy(), what="loss against F.gaussian_nll_loss")
