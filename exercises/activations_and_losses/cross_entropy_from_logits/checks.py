@points(1, hint="With equal logits every class has probability 1/k, so the loss is log k.")
def test_equal_logits_give_log_k(cross_entropy, rng):
    """Why: log k is the loss of a network that knows nothing; the first number of a training run."""
    for n, k in growing((1, 3), (1, 2, 10)):
        z = np.full((n, k), rng.normal())
        y = rng.integers(0, k, size=n)
        assert_close(cross_entropy(z, y), np.log(k), what=f"loss of equal logits, k = {k}")


@points(1, hint="Keep everything as logarithms: log-sum-exp minus the logit of the true class.")
def test_confident_logits_stay_finite(cross_entropy):
    """Why: log(softmax(z)) is log(0) here; the true loss is a plain difference of two logits."""
    z = np.array([[1000.0, -1000.0], [1000.0, -1000.0]])
    assert_close(cross_entropy(z[:1], np.array([1])), 2000.0, what="confident and wrong")
    assert_close(cross_entropy(z[:1], np.array([0])), 0.0, what="confident and right")
    assert_close(cross_entropy(z, np.array([0, 1])), 1000.0, what="one of each")


@points(2, hint="Subtract 1 from the true class's probability only, then divide by n.")
def test_gradient_is_a_slope(cross_entropy, cross_entropy_gradient, rng):
    """Why: central differences of your own loss leave no room for a wrong sign or factor."""
    for n, k in growing((1, 2, 3), (2, 4)):
        z, y = rng.normal(size=(n, k)), rng.integers(0, k, size=n)
        slope = numeric_gradient(lambda v, y=y: cross_entropy(v, y), z)
        assert_close(cross_entropy_gradient(z, y), slope, rtol=1e-6, atol=1e-8, what="dZ")
