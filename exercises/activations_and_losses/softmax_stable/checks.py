@points(1, hint="Sum over the classes of one row (axis 1), and keep that axis for broadcasting.")
def test_rows_sum_to_one(softmax, rng):
    """Why: each row is a probability distribution over the classes."""
    for n, k in growing((1, 2, 5), (1, 2, 7)):
        p = softmax(rng.normal(size=(n, k)))
        assert_shape(p, (n, k), "softmax(z)")
        assert_close(p.sum(axis=1), np.ones(n), what="sum of each row")


@points(2, hint="Which exponent is largest when every logit is near 1000?")
def test_large_logits_stay_finite(softmax):
    """Why: e^1000 overflows a float64; subtracting the row maximum changes nothing else."""
    p = softmax(np.array([[1000.0, 1001.0]]))
    assert_close(p, [[0.2689414213699951, 0.7310585786300049]])
