def _schedule(rng, steps):
    beta = rng.uniform(0.05, 0.4, size=steps)
    return beta, np.array([np.prod(1 - beta[: i + 1]) for i in range(steps)])


@points(1, hint="beta[i] = first + (last - first) · i / (steps - 1); multiply the 1 - beta up.")
def test_schedule_equals_the_definition(linear_schedule, rng):
    """Why: one step too many or an end left out shifts every later number."""
    for (steps,) in growing((1, 2, 5, 40)):
        first, last = np.sort(rng.uniform(0.01, 0.3, size=2))
        beta, alpha_bar = linear_schedule(steps, float(first), float(last))
        wanted = [first + (last - first) * i / max(1, steps - 1) for i in range(steps)]
        assert_close(beta, wanted, what="beta", dtype="float64")
        left = [np.prod([1 - b for b in wanted[: i + 1]]) for i in range(steps)]
        assert_close(alpha_bar, left, what="alpha_bar", dtype="float64")


@points(1, hint="Walk the chain one step at a time and add the noises up; compare.")
def test_one_jump_equals_many_steps(diffuse, rng):
    """Why: the sum of the steps' noises, rescaled, is one noise: that is the closed form."""
    for n, steps in growing((1, 3), (1, 2, 5)):
        beta, alpha_bar = _schedule(rng, steps)
        s = rng.integers(0, steps, size=n)
        x = rng.normal(size=(n, 2))
        wanted, eps = np.zeros((n, 2)), np.zeros((n, 2))
        for i in range(n):
            state, noise = x[i], np.zeros(2)
            for b in beta[: s[i] + 1]:
                fresh = rng.normal(size=2)
                state = np.sqrt(1 - b) * state + np.sqrt(b) * fresh
                noise = np.sqrt(1 - b) * noise + np.sqrt(b) * fresh
            wanted[i], eps[i] = state, noise / np.sqrt(1 - alpha_bar[s[i]])
        assert_close(diffuse(x, s, eps, alpha_bar), wanted, what="x_s")


@points(2, hint="Compare the weight of x, the weight of x_s and the variance one by one.")
def test_posterior_equals_bayes(posterior, rng):
    """Why: prior times likelihood, both Gaussian: precisions add, means are weighted by them."""
    for n, steps in growing((1, 4), (2, 5)):
        beta, alpha_bar = _schedule(rng, steps)
        s = rng.integers(1, steps, size=n)
        x, x_s = rng.normal(size=(2, n, 3))
        mean, variance = posterior(x, x_s, s, beta, alpha_bar)
        prior_mean, prior_var = np.sqrt(alpha_bar[s - 1])[:, None] * x, 1 - alpha_bar[s - 1]
        # x_s = sqrt(1 - beta) · earlier + sqrt(beta) · noise, read as a measurement of earlier
        seen, seen_var = x_s / np.sqrt(1 - beta[s])[:, None], beta[s] / (1 - beta[s])
        precision = 1 / prior_var + 1 / seen_var
        wanted = prior_mean / prior_var[:, None] + seen / seen_var[:, None]
        assert_close(variance, 1 / precision, what="variance")
        assert_close(mean, wanted / precision[:, None], what="mean")


@points(1, hint="Treat each example by its own step; s = 0 may stand beside s = 3.")
def test_steps_may_be_mixed(diffuse, posterior, rng):
    """Why: a training batch has a random step for each example."""
    beta, alpha_bar = _schedule(rng, 4)
    s = np.array([3, 0, 2])
    x, eps = rng.normal(size=(2, 3, 2))
    together = diffuse(x, s, eps, alpha_bar)
    mean, variance = posterior(x, eps, s, beta, alpha_bar)
    assert_shape(mean, (3, 2), "mean")
    assert_shape(variance, (3,), "variance")
    for i in range(3):
        alone = slice(i, i + 1)
        got = diffuse(x[alone], s[alone], eps[alone], alpha_bar)
        assert_close(together[alone], got, what=f"x_s of example {i}, alone and in the batch")
        m, v = posterior(x[alone], eps[alone], s[alone], beta, alpha_bar)
        assert_close(mean[alone], m, what=f"mean of example {i}")
        assert_close(variance[alone], v, what=f"variance of example {i}")


@points(1, hint="With s = 0 in a batch, use 1 for what is left before it.")
def test_step_zero_beside_others(posterior, rng):
    """Why: the last step of generation must return the data, with no noise left."""
    beta, alpha_bar = _schedule(rng, 3)
    x, x_s = rng.normal(size=(2, 2, 2))
    mean, variance = posterior(x, x_s, np.array([0, 2]), beta, alpha_bar)
    assert_close(mean[0], x[0], what="mean at s = 0")
    assert_close(variance[0], 0.0, what="variance at s = 0")
    assert_that(variance[1] > 0, "a positive number", variance[1], "variance at s = 2")


@points(1, hint="New arrays only; float32 data and schedule give float32 results.")
def test_inputs_and_dtype_are_kept(diffuse, posterior, rng):
    """Why: the noise is the target of the training, and is needed afterwards as it was."""
    beta, alpha_bar = _schedule(rng, 4)
    s = np.array([0, 3, 1])
    for dtype in (np.float64, np.float32):
        x, eps = rng.normal(size=(2, 3, 2)).astype(dtype)
        schedule = beta.astype(dtype), alpha_bar.astype(dtype)
        assert_dtype(assert_inputs_unchanged(diffuse, x, s, eps, schedule[1]), dtype, "x_s")
        for got in assert_inputs_unchanged(posterior, x, eps, s, *schedule):
            assert_dtype(got, dtype, "posterior")


@points(1, hint="Tensor operations only.", backends=("torch",))
def test_gradients_flow(diffuse, posterior, rng):
    """Why: the loss of a denoiser is differentiated through both."""
    beta, alpha_bar = _schedule(rng, 4)
    s = np.array([2, 0])
    x, eps, u = rng.normal(size=(3, 2, 3))
    got = vjp_of(diffuse, x, s, eps, alpha_bar, upstream=u, wrt=(0, 2))
    left = alpha_bar[s][:, None]
    assert_close(got[0], u * np.sqrt(left), what="slope in x")
    assert_close(got[1], u * np.sqrt(1 - left), what="slope in eps")
