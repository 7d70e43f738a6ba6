@points(2, hint="Move A, X, B and C one at a time: how does R change?")
def test_residual_against_central_differences(residual_gradients, rng):
    """Why: with four sizes of their own, a wrong transpose has a wrong shape or a wrong value."""
    for n, d, e, k in growing((1, 3), (1, 2), (1, 4), (1, 2)):
        A, X = rng.normal(size=(n, d)), rng.normal(size=(d, e))
        B, C = rng.normal(size=(e, k)), rng.normal(size=(n, k))
        args = [A, X, B, C]
        gradients = residual_gradients(*args)
        for i, name in enumerate(("dA", "dX", "dB", "dC")):

            def loss(M, i=i, args=args):
                a, x, b, c = [M if j == i else args[j] for j in range(4)]
                return np.sum((a @ x @ b - c) ** 2)

            slope = numeric_gradient(loss, args[i], eps=1e-2)  # exact for a square
            assert_close(gradients[i], slope, rtol=1e-9, atol=1e-10, what=name)


@points(1, hint="tr(G^T M) = tr(X^-1 M) for every change M: what is G?")
def test_log_det_by_hand(log_det_gradient):
    """Why: log(2*3 - 1*4) = log 2 is small enough to differentiate on paper, entry by entry."""
    G = log_det_gradient(np.array([[2.0, 1.0], [4.0, 3.0]]))
    assert_close(G, [[1.5, -2.0], [-0.5, 1.0]], what="log_det_gradient(X)")


@points(1, hint="For numbers, the slope of a / x is -a / x^2.")
def test_one_by_one_inverse(trace_inverse_gradient, rng):
    """Why: a 1 x 1 matrix is a number, whose derivative you know from school."""
    x, a = rng.uniform(0.5, 2.0), rng.normal()
    G = trace_inverse_gradient(np.array([[x]]), np.array([[a]]))
    assert_close(G, [[-a / x**2]], what="trace_inverse_gradient(X, A)")
