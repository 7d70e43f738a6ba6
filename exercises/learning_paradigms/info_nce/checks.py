@points(1, hint="The lengths cancel: only the angle counts. Then divide by the temperature.")
def test_cosines_of_simple_vectors(cosine_logits):
    """Why: angles of 0, 45 and 90 degrees are known by heart."""
    A, B = np.array([[2.0, 0.0], [0.0, 3.0]]), np.array([[5.0, 0.0], [1.0, 1.0]])
    root = np.sqrt(0.5)
    assert_close(cosine_logits(A, B, 0.5), [[2.0, 2 * root], [0.0, 2 * root]], what="logits")


@points(1, hint="All similarities equal: each of the n answers gets probability 1/n.")
def test_no_knowledge_costs_log_n(info_nce):
    """Why: the loss of an untrained model is log n, whatever the constant."""
    for n in (1, 2, 5):
        assert_close(info_nce(np.full((n, n), 0.3)), np.log(n), what=f"loss, n = {n}")


@points(2, hint="(p - identity) from the rows plus (q - identity) from the columns, over 2n.")
def test_gradient_is_the_slope(info_nce, info_nce_gradient, rng):
    """Why: central differences of your own loss."""
    for n in (2, 3):
        S = rng.normal(size=(n, n))
        slope = numeric_gradient(info_nce, S)
        assert_close(info_nce_gradient(S), slope, rtol=1e-6, atol=1e-8, what="info_nce_gradient")
