@points(1, hint="The factor of eps is the standard deviation, exp(log_var / 2).")
def test_worked_numbers(sample_latent):
    """Why: variance 4 means deviation 2: one deviation above 3 is 5."""
    z = sample_latent(np.array([[3.0, 3.0]]), np.log([[4.0, 0.25]]), np.array([[1.0, -2.0]]))
    assert_close(z, [[5.0, 2.0]], what="z")


@points(1, hint="Differentiate z with respect to log_var: the deviation's slope is half itself.")
def test_gradient_is_a_slope(sample_latent, sample_gradient, rng):
    """Why: central differences of your own sample leave no room for a lost factor."""
    for n, d in growing((1, 3), (1, 2)):
        mu, log_var, eps, dz = rng.normal(size=(4, n, d))
        dmu, dlog_var = sample_gradient(mu, log_var, eps, dz)
        slope = numeric_gradient(
            lambda m, v=log_var, e=eps, u=dz: np.sum(u * sample_latent(m, v, e)), mu
        )
        assert_close(dmu, slope, rtol=1e-6, atol=1e-8, what="dmu")
        slope = numeric_gradient(
            lambda v, m=mu, e=eps, u=dz: np.sum(u * sample_latent(m, v, e)), log_var
        )
        assert_close(dlog_var, slope, rtol=1e-6, atol=1e-8, what="dlog_var")


@points(1, hint="Average over the draws, axis 0: one number for each latent.")
def test_estimate_for_a_square(expected_gradient):
    """Why: with eps = -1 and +1 the estimate for f(z) = z² is exact: 2 mu and the variance."""
    mu, log_var = np.array([3.0, -1.0]), np.log([4.0, 0.25])
    eps = np.array([[1.0, 1.0], [-1.0, -1.0]])
    dmu, dlog_var = expected_gradient(mu, log_var, eps, lambda z: 2 * z)
    assert_close(dmu, [6.0, -2.0], what="dmu")
    assert_close(dlog_var, [4.0, 0.25], what="dlog_var")
