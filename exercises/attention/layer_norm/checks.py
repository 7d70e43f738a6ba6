@points(1, hint="(1, 2, 3) has mean 2 and variance 2/3: divide by d, not by d - 1.")
def test_three_features_by_hand(layer_norm):
    """Why: small enough for paper; a variance over d - 1 gives 1 in place of 1.2247."""
    y = layer_norm(np.array([[1.0, 2.0, 3.0]]), np.ones(3), np.zeros(3), 0.0)
    assert_close(y, [[-1.224744871391589, 0.0, 1.224744871391589]])


@points(1, hint="Mean and variance of each token along the last axis, kept for broadcasting.")
def test_every_token_has_mean_0_and_variance_1(layer_norm, rng):
    """Why: this is what the layer is for, whatever the scale of the token was."""
    for n, t in growing((1, 3), (1, 4)):
        X = rng.uniform(-5, 5, size=(n, t, 1)) + rng.uniform(1, 9) * rng.normal(size=(n, t, 6))
        y = layer_norm(X, np.ones(6), np.zeros(6), 0.0)
        assert_shape(y, (n, t, 6), "layer_norm(X, …)")
        assert_close(y.mean(axis=-1), np.zeros((n, t)), what="mean of each token")
        assert_close(y.var(axis=-1), np.ones((n, t)), what="variance of each token")


@points(1, hint="pre: the norm stands before f, inside the sum. post: outside, after the sum.")
def test_the_two_orders(residual_block, layer_norm, rng):
    """Why: with W = 0 a pre-norm block is the identity; a post-norm block never is."""
    X, g, b = rng.normal(size=(2, 3)), rng.uniform(1, 2, size=3), rng.normal(size=3)
    W = np.zeros((3, 3))
    assert_close(residual_block(X, W, g, b, "pre"), X, what="pre, W = 0")
    wanted = layer_norm(X, g, b)
    assert_close(residual_block(X, W, g, b, "post"), wanted, what="post, W = 0")
