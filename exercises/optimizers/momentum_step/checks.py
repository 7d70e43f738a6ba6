@points(2, hint="First the velocity, then the move: the new velocity takes part in this step.")
def test_two_steps_by_hand(momentum_step):
    """Why: two steps are the fewest in which the velocity of an earlier step matters."""
    theta, velocity = np.array([10.0, -1.0]), np.zeros(2)
    theta, velocity = momentum_step(theta, np.array([4.0, -2.0]), velocity, 0.1, 0.5)
    assert_close(velocity, [4.0, -2.0], what="velocity after step 1")
    assert_close(theta, [9.6, -0.8], what="parameters after step 1")
    theta, velocity = momentum_step(theta, np.array([2.0, 1.0]), velocity, 0.1, 0.5)
    assert_close(velocity, [4.0, 0.0], what="velocity after step 2")
    assert_close(theta, [9.2, -0.8], what="parameters after step 2")


@points(1, hint="With beta = 0 nothing is remembered: theta - lr * grad is left.")
def test_beta_zero_is_gradient_descent(momentum_step, rng):
    """Why: momentum must contain gradient descent as a special case."""
    theta, grad, velocity = rng.normal(size=(3, 2, 4))
    moved, kept = momentum_step(theta, grad, velocity, 0.3, 0.0)
    assert_close(moved, theta - 0.3 * grad, what="parameters")
    assert_close(kept, grad, what="velocity")
