@points(
    2, hint="Training: mean 3, biased variance 2.5, unbiased 10/3. Evaluation: what you were given."
)
def test_four_values_by_hand(batch_norm):
    """Why: one channel of four values, in both modes; eps = 1.5 makes the root 2."""
    X = np.array([1.0, 2.0, 4.0, 5.0]).reshape(2, 1, 1, 2)
    gamma, beta, mean, var = (np.array([v]) for v in (2.0, 10.0, 1.0, 2.5))
    Y, new_mean, new_var = batch_norm(X, gamma, beta, mean, var, True, 0.5, 1.5)
    assert_close(Y.ravel(), [8.0, 9.0, 11.0, 12.0], what="Y in training")
    assert_close(new_mean, [2.0], what="running mean after training")
    assert_close(new_var, [35.0 / 12.0], what="running variance after training")
    Y, new_mean, new_var = batch_norm(X, gamma, beta, mean, var, False, 0.5, 1.5)
    assert_close(Y.ravel(), [10.0, 11.0, 13.0, 14.0], what="Y in evaluation")
    assert_close(new_mean, [1.0], what="running mean after evaluation")
    assert_close(new_var, [2.5], what="running variance after evaluation")


@points(2, hint="Raise all values of a channel by the same amount: what happens to Y?")
def test_gradient_in_training_sums_to_zero(batch_norm_backward, rng):
    """Why: adding a constant to a channel changes nothing, so no gradient may point that way."""
    for n, c, h, w in growing((2, 3), (1, 3), (1, 2), (1, 3)):
        X, dY = rng.normal(size=(2, n, c, h, w))
        gamma, mean, var = rng.normal(size=c), rng.normal(size=c), rng.uniform(1, 2, size=c)
        dX, _, dbeta = batch_norm_backward(dY, X, gamma, mean, var, True)
        assert_close(dX.sum(axis=(0, 2, 3)), np.zeros(c), what="sum of dX, channel by channel")
        assert_close(dbeta, dY.sum(axis=(0, 2, 3)), what="dbeta")


@points(1, hint="With constant statistics Y is a straight line in X. What is its slope?")
def test_gradient_in_evaluation_by_hand(batch_norm_backward):
    """Why: in evaluation the layer is a scale and a shift, and nothing depends on the batch."""
    X, dY = np.array([3.0, 5.0]).reshape(2, 1, 1, 1), np.array([10.0, 1.0]).reshape(2, 1, 1, 1)
    dX, dgamma, dbeta = batch_norm_backward(
        dY, X, np.array([6.0]), np.array([1.0]), np.array([2.5]), False, 1.5
    )
    assert_close(dX.ravel(), [30.0, 3.0], what="dX")
    assert_close(dgamma, [12.0], what="dgamma")
    assert_close(dbeta, [11.0], what="dbeta")
