@points(1, hint="The bias is added to every token, and the gain multiplies every normed token.")
def test_gain_and_bias_by_hand(layer_norm_backward):
    """Why: the token (1, 3) is normed to (-1, 1); the token (8, 4) to (1, -1)."""
    X, dY = np.array([[1.0, 3.0], [8.0, 4.0]]), np.array([[1.0, 2.0], [10.0, 20.0]])
    _, dgamma, dbeta = layer_norm_backward(dY, X, np.array([5.0, 7.0]), 0.0)
    assert_close(dgamma, [9.0, -18.0], what="dgamma")
    assert_close(dbeta, [11.0, 22.0], what="dbeta")


@points(2, hint="x_i reaches every output of its token: directly, by the mean, by the variance.")
def test_input_gradient_against_central_differences(layer_norm_backward, rng):
    """Why: central differences move one feature and see all three ways at once."""
    for n, d in growing((1, 3), (1, 2, 4)):
        X, gamma, dY = rng.normal(size=(n, d)), rng.normal(size=d), rng.normal(size=(n, d))

        def loss(Z, gamma=gamma, dY=dY):
            centred = Z - Z.mean(axis=1, keepdims=True)
            variance = (centred**2).mean(axis=1, keepdims=True)
            return np.sum(dY * gamma * centred / np.sqrt(variance + 0.1))

        dX = layer_norm_backward(dY, X, gamma, 0.1)[0]
        assert_close(dX, numeric_gradient(loss, X), rtol=1e-7, atol=1e-8, what="dX")
