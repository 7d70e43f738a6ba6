@points(1, hint="Each entry is p_i times (g_i minus the mean of g under p).")
def test_softmax_by_hand(softmax_vjp):
    """Why: one row on paper; p = (0.2, 0.3, 0.5), g = (1, 0, 0), so the mean of g is 0.2."""
    got = softmax_vjp(np.array([[1.0, 0.0, 0.0]]), np.array([[0.2, 0.3, 0.5]]))
    assert_close(got, [[0.16, -0.06, -0.1]], what="softmax_vjp(dP, P)")


@points(2, hint="Differentiate sum(dP * softmax(Z)) by moving one logit at a time.")
def test_softmax_against_central_differences(softmax_vjp, rng):
    """Why: a random upstream gradient meets every entry of the Jacobian, not only its diagonal."""

    def softmax(Z):
        e = np.exp(Z - Z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    for n, k in growing((1, 2, 3), (1, 2, 4)):
        Z, dP = rng.normal(size=(n, k)), rng.normal(size=(n, k))
        slope = numeric_gradient(lambda V, dP=dP: np.sum(dP * softmax(V)), Z, eps=1e-5)
        assert_close(softmax_vjp(dP, softmax(Z)), slope, rtol=1e-7, atol=1e-9, what="dZ")


@points(1, hint="The VJP multiplies by J^T, the JVP by J. For log-softmax they are not the same.")
def test_vjp_and_jvp_are_adjoint(log_softmax_vjp, log_softmax_jvp, rng):
    """Why: g . (J v) = (J^T g) . v holds for every g and v; it ties the two products together."""
    for n, k in growing((1, 3), (1, 2, 5)):
        Z, V, dY = rng.normal(size=(3, n, k))
        Y = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
        down = np.sum(dY * log_softmax_jvp(V, Y))
        up = np.sum(log_softmax_vjp(dY, Y) * V)
        assert_close(up, down, rtol=1e-9, atol=1e-11, what="sum(vjp * V) against sum(dY * jvp)")
