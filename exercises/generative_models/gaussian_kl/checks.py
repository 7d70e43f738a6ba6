@points(1, hint="With mean 0 and log-variance 0 every term cancels. Is the -1 there?")
def test_the_standard_normal_is_at_distance_zero(kl_to_standard_normal, rng):
    """Why: a latent that says nothing costs nothing; a VAE may switch latents off."""
    for n, d in growing((1, 3), (1, 4)):
        zero = np.zeros((n, d))
        assert_close(kl_to_standard_normal(zero, zero), np.zeros(n), what="KL of N(0, 1)")


@points(1, hint="Mean 3 and variance 1: only the squared mean is left, halved.")
def test_a_mean_alone_costs_half_its_square(kl_to_standard_normal):
    """Why: with the variance at 1 the divergence is half the squared distance of the means."""
    got = kl_to_standard_normal(np.array([[3.0, 0.0], [1.0, 2.0]]), np.zeros((2, 2)))
    assert_close(got, [4.5, 2.5])


@points(1, hint="Divide the squared distance by the variance of the second Gaussian.")
def test_worked_numbers(kl_between_gaussians):
    """Why: N(1, 1) against N(3, 4): half of 1/4 - 1 + log 4 + 4/4."""
    got = kl_between_gaussians(
        np.array([[1.0]]), np.array([[0.0]]), np.array([[3.0]]), np.array([[np.log(4.0)]])
    )
    assert_close(got, [0.8181471805599453])
