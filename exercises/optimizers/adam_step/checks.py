@points(1, hint="At t = 1 both corrected averages are the gradient and its square.")
def test_first_step_has_length_lr(adam_step):
    """Why: after bias correction the first step is lr times the sign, however large the gradient."""
    theta, grad = np.array([1.0, 1.0, -2.0]), np.array([0.001, -3.0, 5000.0])
    moved, _ = adam_step(theta, grad, None, 0.1)
    assert_close(moved, [0.9, 1.1, -2.1], rtol=1e-4, what="parameters after step 1")


@points(2, hint="The second gradient is the opposite of the first: m is now slightly negative.")
def test_two_steps_by_hand(adam_step):
    """Why: in the second step the two bias corrections differ, so each must be there."""
    theta, state = adam_step(np.array([1.0]), np.array([1.0]), None, 0.1)
    theta, state = adam_step(theta, np.array([-1.0]), state, 0.1)
    assert_equal(state["t"], 2, what="t in the state")
    assert_close(state["m"], [-0.01], what="m in the state")
    assert_close(state["v"], [0.001999], what="v in the state")
    # 0.9 + 0.1 * 0.01 / 0.19, since v / (1 - 0.999^2) is 1
    assert_close(theta, [0.9 + 0.001 / 0.19], rtol=1e-7, what="parameters after step 2")


@points(1, hint="0 / 0 is not a number. What is eps for?")
def test_zero_gradient_moves_nothing(adam_step):
    """Why: a parameter that is not used has gradient 0 from the first step on."""
    theta = np.array([1.5, -2.0])
    moved, _ = adam_step(theta, np.zeros(2), None, 0.1)
    assert_close(moved, theta)
