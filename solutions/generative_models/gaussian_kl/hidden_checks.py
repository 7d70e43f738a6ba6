def _integral(mu_p, log_var_p, mu_q, log_var_q):
    """KL of two one-dimensional Gaussians by a sum over a fine grid."""
    s = np.exp(log_var_p / 2)
    x = np.linspace(mu_p - 12 * s, mu_p + 12 * s, 4001)
    log_p, log_q = (
        -((x - m) ** 2) / (2 * np.exp(v)) - v / 2 for m, v in ((mu_p, log_var_p), (mu_q, log_var_q))
    )
    p = np.exp(log_p) / np.sqrt(2 * np.pi)
    return np.sum(p * (log_p - log_q)) * (x[1] - x[0])


@points(1, hint="Compare term by term with the formula; which variance divides what?")
def test_general_case_equals_the_integral(kl_between_gaussians, rng):
    """Why: the definition, the mean of log p - log q under p, needs no formula."""
    for n, d in growing((1, 2), (1, 3)):
        given = rng.normal(size=(4, n, d))
        wanted = [sum(_integral(*given[:, i, j]) for j in range(d)) for i in range(n)]
        assert_close(kl_between_gaussians(*given), wanted, what="KL(p || q)")


@points(1, hint="The variance is exp(log_var); the standard deviation is its root.")
def test_standard_case_equals_the_integral(kl_to_standard_normal, rng):
    """Why: a log-variance taken for a log-deviation gives a loss that looks plausible."""
    for n, d in growing((1, 3), (1, 4)):
        mu, log_var = rng.normal(size=(2, n, d))
        wanted = [
            sum(_integral(mu[i, j], log_var[i, j], 0.0, 0.0) for j in range(d)) for i in range(n)
        ]
        assert_close(kl_to_standard_normal(mu, log_var), wanted, what="KL to N(0, 1)")


@points(1, hint="Work with log_var itself; log(exp(-2000)) is log(0).")
def test_tiny_variances_stay_finite(kl_to_standard_normal, kl_between_gaussians):
    """Why: an encoder that is sure of itself has variances below the smallest float."""
    sure = np.array([[-2000.0, 0.0]])
    zero = np.zeros((1, 2))
    assert_close(kl_to_standard_normal(zero, sure), [999.5], what="KL to N(0, 1)")
    assert_close(kl_between_gaussians(zero, sure, zero, zero), [999.5], what="KL(p || q)")


@points(1, hint="Each function gives (n,) from (n, d): a sum over the latents, no mean.")
def test_latents_add_up(kl_to_standard_normal, kl_between_gaussians, rng):
    """Why: averaged over latents, the weight of the term would change with their number."""
    mu, log_var, m, v = rng.normal(size=(4, 2, 3))
    twice = [np.concatenate([a, a], axis=1) for a in (mu, log_var, m, v)]
    standard = kl_to_standard_normal(*twice[:2])
    assert_close(standard, 2 * kl_to_standard_normal(mu, log_var), what="latents twice")
    general = kl_between_gaussians(*twice)
    assert_close(general, 2 * kl_between_gaussians(mu, log_var, m, v), what="latents twice")


@points(1, hint="Arrays in, arrays out; change nothing in place.")
def test_inputs_and_dtype_are_kept(kl_to_standard_normal, kl_between_gaussians, rng):
    """Why: the decoder still needs the mean and the variance, in their own precision."""
    for dtype in (np.float64, np.float32):
        given = rng.normal(size=(4, 2, 3)).astype(dtype)
        assert_dtype(assert_inputs_unchanged(kl_to_standard_normal, *given[:2]), dtype)
        assert_dtype(assert_inputs_unchanged(kl_between_gaussians, *given), dtype)


@points(1, hint="Tensor operations only; nothing detached.", backends=("torch",))
def test_gradients_flow_to_mean_and_variance(kl_to_standard_normal, kl_between_gaussians, rng):
    """Why: the term trains the encoder: its slopes are mu and (variance - 1) / 2."""
    mu, log_var, m, v = rng.normal(size=(4, 3, 2))
    u = rng.normal(size=3)
    got = vjp_of(kl_to_standard_normal, mu, log_var, upstream=u, wrt=(0, 1))
    assert_close(got[0], u[:, None] * mu, what="slope in mu")
    assert_close(got[1], u[:, None] * (np.exp(log_var) - 1) / 2, what="slope in log_var")
    args = [torch.tensor(a, requires_grad=True) for a in (mu, log_var, m, v)]
    normals = [torch.distributions.Normal(args[i], torch.exp(args[i + 1] / 2)) for i in (0, 2)]
    loss = (torch.distributions.kl_divergence(*normals).sum(dim=1) * torch.tensor(u)).sum()
    wanted = torch.autograd.grad(loss, args)
    got = vjp_of(kl_between_gaussians, mu, log_var, m, v, upstream=u, wrt=(0, 1, 2, 3))
    for name, g, w in zip(("mu_p", "log_var_p", "mu_q", "log_var_q"), got, wanted):
        assert_close(g, w.numpy(), what=f"slope in {name}")
