@points(1, hint="Scores are dot products over sqrt(d); exp and divide by the sum over the keys.")
def test_one_query_by_hand(attention_weights, masked_attention):
    """Why: scores 0 and log 3 give the weights 1/4 and 3/4; the smallest case, by hand."""
    Q = np.array([[2.0, 0.0, 0.0, 0.0]])
    K = np.array([[0.0, 5.0, 0.0, 0.0], [np.log(3.0), 0.0, 7.0, 0.0]])
    assert_close(attention_weights(Q, K, None), [[0.25, 0.75]], what="weights")
    out = masked_attention(Q, K, np.array([[4.0], [8.0]]), None)
    assert_close(out, [[7.0]], what="output")


@points(1, hint="Set the scores of keys that are ruled out to minus infinity before the softmax.")
def test_ruled_out_keys_get_nothing(attention_weights, rng):
    """Why: padding must not receive weight, and the real keys share all of it."""
    for t, s in growing((1, 3), (2, 5)):
        mask = rng.random(size=(t, s)) < 0.5
        mask[:, rng.integers(s)] = True
        A = attention_weights(rng.normal(size=(t, 3)), rng.normal(size=(s, 3)), mask)
        assert_shape(A, (t, s), "weights")
        assert_close(A[~mask], np.zeros((~mask).sum()), what="weights of keys ruled out")
        assert_close(A.sum(axis=1), np.ones(t), what="sum of the weights of each query")


@points(
    2, hint="An empty row has the maximum -inf and the sum 0: put other numbers in their place."
)
def test_row_without_keys_gives_zeros(attention_weights, masked_attention, rng):
    """Why: 0/0 is NaN, and one NaN in a batch spoils its mean, its gradient and every weight."""
    Q, K, V = rng.normal(size=(3, 2)), rng.normal(size=(4, 2)), rng.normal(size=(4, 2))
    mask = np.ones((3, 4), dtype=bool)
    mask[1] = False
    assert_close(attention_weights(Q, K, mask)[1], np.zeros(4), what="weights of the empty row")
    assert_close(masked_attention(Q, K, V, mask)[1], np.zeros(2), what="output of the empty row")
