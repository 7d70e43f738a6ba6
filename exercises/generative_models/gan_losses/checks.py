@points(1, hint="At logit 0 both probabilities are 1/2. Each of the two terms is then log 2.")
def test_an_undecided_discriminator(discriminator_loss, generator_loss):
    """Why: 2 log 2 = 1.386 is where a game ends in which the generator has won."""
    assert_close(discriminator_loss(np.zeros(3), np.zeros(2)), 1.3862943611198906, what="L_D")
    assert_close(generator_loss(np.zeros(2), "minimax"), -0.6931471805599453, what="minimax")
    got = generator_loss(np.zeros(2), "non_saturating")
    assert_close(got, 0.6931471805599453, what="non-saturating")


@points(1, hint="Differentiate log σ(-s) and -log σ(s); mind the mean over the images.")
def test_slope_is_the_slope_of_the_loss(generator_loss, generator_slope, rng):
    """Why: central differences of your own loss leave no room for a wrong sign or factor."""
    for kind in ("minimax", "non_saturating"):
        for (m,) in growing((1, 4)):
            s = rng.normal(size=m)
            slope = numeric_gradient(lambda v, k=kind: generator_loss(v, k), s)
            got = generator_slope(s, kind)
            assert_close(got, slope, rtol=1e-6, atol=1e-8, what=f"slope, {kind}")
