@points(1, hint="The weighted mean of the row of dA, with the weights A, is taken off first.")
def test_softmax_backward_by_hand(softmax_backward):
    """Why: weights 1/4 and 3/4, gradient (4, 0): the mean is 1, so dS = (3/4, -3/4)."""
    dS = softmax_backward(np.array([[4.0, 0.0]]), np.array([[0.25, 0.75]]))
    assert_close(dS, [[0.75, -0.75]], what="dS")


@points(1, hint="dQ like Q, dK like K, dV like V, even when t, s, d and e all differ.")
def test_gradients_have_the_shapes_of_their_arrays(attention_backward, rng):
    """Why: a query and a key have d features, a value has e, and there are t or s of them."""
    for t, s in growing((1, 3), (1, 4)):
        Q, K, V = rng.normal(size=(t, 2)), rng.normal(size=(s, 2)), rng.normal(size=(s, 5))
        A = rng.dirichlet(np.ones(s), size=t)
        dQ, dK, dV = attention_backward(rng.normal(size=(t, 5)), Q, K, V, A)
        assert_shape(dQ, (t, 2), "dQ")
        assert_shape(dK, (s, 2), "dK")
        assert_shape(dV, (s, 5), "dV")


@points(2, hint="Scores are divided by sqrt(d) on the way down, so dQ and dK are on the way back.")
def test_query_gradient_against_central_differences(attention_backward, rng):
    """Why: central differences of sum(dO * O) know neither the softmax's formula nor its scale."""
    for t, s, d in growing((1, 3), (1, 3), (1, 4)):
        Q, K, V = rng.normal(size=(t, d)), rng.normal(size=(s, d)), rng.normal(size=(s, 2))
        dO = rng.normal(size=(t, 2))

        def weights(Z, K=K, d=d):
            E = np.exp(Z @ K.T / d**0.5)
            return E / E.sum(axis=1, keepdims=True)

        dQ = attention_backward(dO, Q, K, V, weights(Q))[0]
        slope = numeric_gradient(lambda Z, V=V, dO=dO, f=weights: np.sum(dO * (f(Z) @ V)), Q)
        assert_close(dQ, slope, rtol=1e-7, atol=1e-8, what="dQ")
