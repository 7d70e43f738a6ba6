def _cached_case(rng, n, h, g, t, c):
    """Queries, keys and values of t tokens, and an empty cache."""
    Q, K, V = rng.normal(size=(n, h, t, c)), *rng.normal(size=(2, n, g, t, c))
    return Q, K, V, np.zeros((n, g, 0, c)), np.zeros((n, g, 0, c))


@points(1, hint="The first token sees itself alone; with equal scores the others take a mean.")
def test_equal_scores_give_running_means(cached_attention, rng):
    """Why: with keys of 0, token i takes the mean of the values 0 to i: causal, by hand."""
    Q, K, V, past_K, past_V = _cached_case(rng, 1, 1, 1, 4, 2)
    out, _, _ = cached_attention(Q, 0 * K, V, past_K, past_V)
    wanted = np.cumsum(V, axis=2) / np.arange(1, 5)[:, None]
    assert_close(out, wanted, what="outputs")


@points(2, hint="A single new token sees the whole cache and itself: no mask is left.")
def test_one_by_one_equals_all_at_once(cached_attention, rng):
    """Why: the cache is there to save work, not to change the answer."""
    for t, h in growing((1, 2, 5), (1, 2)):
        Q, K, V, past_K, past_V = _cached_case(rng, 2, h, h, t, 3)
        whole, all_K, all_V = cached_attention(Q, K, V, past_K, past_V)
        for i in range(t):
            new = (a[:, :, i : i + 1] for a in (Q, K, V))
            out, past_K, past_V = cached_attention(*new, past_K, past_V)
            assert_close(out, whole[:, :, i : i + 1], what=f"output of token {i}")
        assert_close(past_K, all_K, what="keys in the cache")
        assert_close(past_V, all_V, what="values in the cache")


@points(1, hint="Keys and values: two arrays of n * g * t * c numbers in each layer.")
def test_cache_of_a_known_model(cache_bytes, tokens_that_fit):
    """Why: GPT-3 has 96 layers, 96 heads of 128; its cache of 2048 tokens in 2 bytes is 9.66 GB."""
    assert_equal(cache_bytes(96, 96, 128, 1, 2048, 2), 9_663_676_416)
    assert_equal(tokens_that_fit(9_663_676_416, 96, 96, 128, 1, 2), 2048)
