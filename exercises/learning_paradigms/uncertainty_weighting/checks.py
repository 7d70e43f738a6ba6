@points(1, hint="For s = 0 the weights are 1/2 and 1, and the last terms vanish.")
def test_two_tasks_by_hand(multitask_loss):
    """Why: a regression and a classification; then each with variance 4, so s = log 4."""
    losses, kinds = np.array([6.0, 2.0]), np.array([True, False])
    assert_close(multitask_loss(losses, np.zeros(2), kinds), 3.0 + 2.0, what="variances 1")
    s = np.full(2, np.log(4.0))
    assert_close(multitask_loss(losses, s, kinds), 5.0 / 4 + np.log(4.0), what="variances 4")


@points(2, hint="d/ds of e^-s is -e^-s; and each s also stands alone, with the factor 1/2.")
def test_gradients_are_slopes(multitask_loss, multitask_gradient, rng):
    """Why: central differences of your own loss, in both arguments."""
    for m in (1, 2, 4):
        losses, s = rng.uniform(0.1, 5, size=m), rng.normal(size=m)
        kinds = rng.random(m) < 0.5
        by_loss = numeric_gradient(lambda v, s=s, k=kinds: multitask_loss(v, s, k), losses)
        by_s = numeric_gradient(lambda v, L=losses, k=kinds: multitask_loss(L, v, k), s)
        got = multitask_gradient(losses, s, kinds)
        for name, g, w in zip(("losses", "log_variances"), got, (by_loss, by_s)):
            assert_close(g, w, rtol=1e-6, atol=1e-8, what=f"derivative by {name}")
