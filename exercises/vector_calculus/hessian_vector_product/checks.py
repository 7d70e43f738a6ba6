@points(1, hint="With W = 0 and two classes every p is 1/2; the Jacobian of softmax is then +-1/4.")
def test_one_example_by_hand(softmax_regression_hvp):
    """Why: x = 2, V = (1, 0): the logits move with (2, 0), p with (1/2, -1/2), the gradient with x p'."""
    V, W, X = np.array([[1.0, 0.0]]), np.zeros((1, 2)), np.array([[2.0]])
    assert_close(softmax_regression_hvp(V, W, X, 0.0), [[1.0, -1.0]], what="H V")
    assert_close(softmax_regression_hvp(V, W, X, 3.0), [[4.0, -1.0]], what="H V with lam = 3")


@points(2, hint="Which of X, P, Y and W change while W moves along V, and how fast?")
def test_formula_is_a_slope_of_the_gradient(softmax_regression_hvp, rng):
    """Why: central differences of the gradient are an independent judge of any Hessian product."""

    def gradient(W, X, y, lam):
        e = np.exp(X @ W)
        p = e / e.sum(axis=1, keepdims=True)
        return X.T @ (p - np.eye(W.shape[1])[y]) / len(X) + lam * W

    for n, d, k in growing((1, 2, 4), (1, 3), (1, 3)):
        X, W, V = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=(d, k))
        y, h = rng.integers(0, k, size=n), 1e-5
        up, down = gradient(W + h * V, X, y, 0.3), gradient(W - h * V, X, y, 0.3)
        got = softmax_regression_hvp(V, W, X, 0.3)
        assert_close(got, (up - down) / (2 * h), rtol=1e-6, atol=1e-8, what="H V")


@points(1, hint="The gradient of a quadratic is linear, so the difference is exact for any h.")
def test_differences_of_a_quadratic(hvp_by_differences, rng):
    """Why: for the gradient A w the answer is A v, whatever the step and the length of v."""
    for (d,) in growing((1, 2, 5)):
        A, w, v = rng.normal(size=(d, d)), rng.normal(size=d), 7.0 * rng.normal(size=d)
        got = hvp_by_differences(lambda x, A=A: A @ np.asarray(x), w, v, 0.5)
        assert_close(got, A @ v, rtol=1e-9, atol=1e-10, what="H v")
