@points(1, hint="Standardise your result: (z - mu) / sigma must be eps again.")
def test_the_noise_can_be_read_back(sample_latent, rng):
    """Why: z has the right mean and deviation exactly when eps can be recovered from it."""
    for n, d in growing((1, 2, 5), (1, 3)):
        mu, log_var, eps = rng.normal(size=(3, n, d))
        z = sample_latent(mu, log_var, eps)
        assert_shape(z, (n, d), "z")
        assert_close((z - mu) / np.sqrt(np.exp(log_var)), eps, atol=1e-10, what="(z - mu) / sigma")


@points(1, hint="dmu is dz; dlog_var is dz times half of (z - mu).")
def test_gradient_equals_the_formula(sample_gradient, rng):
    """Why: exact to nine digits, where differences give six; one entry for each draw."""
    for n, d in growing((1, 4), (1, 3)):
        mu, log_var, eps, dz = rng.normal(size=(4, n, d))
        dmu, dlog_var = sample_gradient(mu, log_var, eps, dz)
        assert_close(dmu, dz, what="dmu")
        wanted = dz * (np.sqrt(np.exp(log_var)) * eps) / 2
        assert_close(dlog_var, wanted, what="dlog_var")


@points(1, hint="Average each draw's own gradient; do not average the draws first.")
def test_estimate_equals_the_mean_over_draws(expected_gradient, rng):
    """Why: the slope of a mean is the mean of the slopes, not the slope at the mean."""
    for m, d in growing((1, 2, 7), (1, 3)):
        mu, log_var = rng.normal(size=(2, d))
        eps = rng.normal(size=(m, d))
        sigma = np.exp(log_var / 2)
        dz = np.cos(mu + sigma * eps)
        dmu, dlog_var = expected_gradient(mu, log_var, eps, np.cos)
        assert_close(dmu, dz.sum(axis=0) / m, what="dmu for f = sin")
        assert_close(dlog_var, (dz * sigma * eps).sum(axis=0) / (2 * m), what="dlog_var, f = sin")


@points(1, hint="With many draws the estimate must approach the slopes of the closed form.")
def test_monte_carlo_agrees_with_the_closed_form(expected_gradient, rng):
    """Why: E[sin z] = exp(-var / 2) sin(mu): its slopes are known without any draw."""
    mu, log_var = rng.uniform(-1, 1, size=(2, 3))
    eps = rng.normal(size=(20000, 3))
    var = np.exp(log_var)
    dmu, dlog_var = expected_gradient(mu, log_var, eps, np.cos)
    assert_close(dmu, np.exp(-var / 2) * np.cos(mu), rtol=0, atol=0.05, what="dmu")
    wanted = -var / 2 * np.exp(-var / 2) * np.sin(mu)
    assert_close(dlog_var, wanted, rtol=0, atol=0.05, what="dlog_var")


@points(1, hint="Build new arrays; float32 in, float32 out.")
def test_inputs_and_dtype_are_kept(sample_latent, sample_gradient, expected_gradient, rng):
    """Why: the KL term still needs mu and log_var as the encoder gave them."""
    for dtype in (np.float64, np.float32):
        given = rng.normal(size=(4, 3, 2)).astype(dtype)
        assert_dtype(assert_inputs_unchanged(sample_latent, *given[:3]), dtype, "z")
        for gradient in assert_inputs_unchanged(sample_gradient, *given):
            assert_dtype(gradient, dtype, "gradient")
        mu, log_var, eps = given[0, 0], given[1, 0], given[2]
        for gradient in assert_inputs_unchanged(expected_gradient, mu, log_var, eps, np.cos):
            assert_dtype(gradient, dtype, "estimate")


@points(
    2,
    hint="Stay with tensor operations: nothing detached, nothing drawn inside.",
    backends=("torch",),
)
def test_autograd_reaches_mean_and_variance(sample_latent, sample_gradient, rng):
    """Why: this is the purpose of the trick, and a second judge of your backward pass."""
    mu, log_var, eps, dz = rng.normal(size=(4, 3, 2))
    found = vjp_of(sample_latent, mu, log_var, eps, upstream=dz, wrt=(0, 1))
    written = sample_gradient(mu, log_var, eps, dz)
    for name, g, w in zip(("mu", "log_var"), found, written):
        assert_close(g, w, what=f"autograd's gradient for {name}, against yours")
