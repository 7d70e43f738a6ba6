def _softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


@points(1, hint="One mean over all real tokens; select them, do not multiply by the mask.")
def test_padding_does_not_matter(perplexity, rng):
    """Why: texts differ in length, and padding may hold -inf or NaN, which times 0 is NaN."""
    for n, t in growing((2, 3), (2, 6)):
        log_p = -rng.exponential(size=(n, t))
        lengths = rng.integers(1, t + 1, size=n)
        lengths[0] = 1  # a short text must not count as much as a long one
        mask = (np.arange(t) < lengths[:, None]).astype(int)
        total = sum(log_p[i, j] for i in range(n) for j in range(lengths[i]))
        wanted = np.exp(-total / lengths.sum())
        for filler in (0.0, -np.inf, np.nan):
            padded = np.where(mask == 1, log_p, filler)
            assert_close(perplexity(padded, mask), wanted, what=f"padding holds {filler}")


@points(1, hint="Count the real tokens first; without one, raise ValueError.")
def test_a_mask_without_tokens_is_refused(perplexity):
    """Why: the mean of nothing is NaN, and a NaN in a table of results goes unread."""
    assert_raises(ValueError, perplexity, np.zeros((2, 3)), np.zeros((2, 3)))


@points(1, hint="A true token with probability 0 makes the perplexity infinite; clip nothing.")
def test_an_impossible_token_is_not_hidden(perplexity):
    """Why: a model that rules the truth out is infinitely surprised."""
    got = perplexity(np.array([[-1.0, -np.inf]]), np.ones((1, 2)))
    assert_that(float(got) == np.inf, "inf", got, "perplexity")


@points(1, hint="Divide the logits by the temperature, before anything else.")
def test_temperature_alone(next_token_probabilities, rng):
    """Why: dividing probabilities, or multiplying logits, changes the distribution otherwise."""
    for (v,) in growing((1, 2, 6)):
        z, temperature = rng.normal(size=v), rng.uniform(0.2, 3)
        got = next_token_probabilities(z, temperature, v, 1.0)
        assert_close(got, _softmax(z / temperature), what=f"temperature {temperature:.2f}")


@points(1, hint="Subtract the largest logit; a logit of -inf is probability 0 whatever top_k says.")
def test_extreme_logits_stay_finite(next_token_probabilities):
    """Why: a low temperature makes large logits, and masks make infinite ones."""
    z = np.array([1000.0, 1001.0, -np.inf, -1000.0])
    wanted = [0.2689414213699951, 0.7310585786300049, 0.0, 0.0]
    assert_close(next_token_probabilities(z, 1.0, 4, 1.0), wanted, what="large logits")
    assert_close(next_token_probabilities(z, 0.001, 4, 1.0), [0.0, 1.0, 0.0, 0.0], what="cold")


@points(1, hint="Keep exactly top_k tokens when no two are level, and renormalise.")
def test_top_k_alone(next_token_probabilities, rng):
    """Why: one token too many or too few is the classical slip of an index."""
    v = 6
    z = rng.normal(size=v)
    for k in (1, 2, 5, 6, 7, 50):
        kept = np.isin(np.arange(v), np.argsort(-z)[:k])
        wanted = _softmax(np.where(kept, z, -np.inf))
        got = next_token_probabilities(z, 1.0, k, 1.0)
        assert_close(got, wanted, what=f"top_k = {k} of {v}")
        assert_equal((got > 0).tolist(), kept.tolist(), what=f"tokens kept, top_k = {k}")


@points(1, hint="Add up from the top; stop at the first token with which the sum reaches top_p.")
def test_top_p_alone(next_token_probabilities, rng):
    """Why: the smallest set that reaches top_p, never empty, never one too many."""
    v = 6
    z = rng.normal(size=v)
    p = _softmax(z)
    order = np.argsort(-p)
    sums = np.cumsum(p[order])
    for count in range(1, v + 1):
        for top_p in (sums[count - 1] - 1e-6, sums[count - 1] - 0.9 * p[order[count - 1]]):
            kept = np.isin(np.arange(v), order[:count])
            got = next_token_probabilities(z, 1.0, v, top_p)
            assert_close(got, np.where(kept, p, 0) / sums[count - 1], what=f"top_p = {top_p:.4f}")


@points(1, hint="Tokens level with the last one kept stay; compare with its value, not its place.")
def test_ties_do_not_depend_on_the_order(next_token_probabilities, rng):
    """Why: a shuffled vocabulary must give the same distribution, shuffled."""
    z = np.array([1.0, 0.0, 0.0, 0.0, -1.0, -1.0])
    for k, top_p in ((2, 1.0), (5, 1.0), (6, 0.5), (6, 0.9), (3, 0.6)):
        wanted = next_token_probabilities(z, 1.0, k, top_p)
        kept = 4 if (k, top_p) in ((2, 1.0), (6, 0.5), (3, 0.6)) else 6
        assert_equal(int((wanted > 0).sum()), kept, what=f"tokens kept, k = {k}, p = {top_p}")
        order = rng.permutation(6)
        got = next_token_probabilities(z[order], 1.0, k, top_p)
        assert_close(got, wanted[order], what=f"shuffled, k = {k}, p = {top_p}")


@points(1, hint="Temperature, then top-k, then softmax over the kept tokens, then top-p.")
def test_the_order_of_the_three(next_token_probabilities, rng):
    """Why: top-p counts probability among the k tokens kept, at the temperature asked for."""
    p = np.array([0.4, 0.3, 0.2, 0.1])
    got = next_token_probabilities(np.log(p), 1.0, 2, 0.55)
    assert_close(got, [1.0, 0.0, 0.0, 0.0], what="top_k = 2, then 0.4 / 0.7 reaches 0.55")
    got = next_token_probabilities(np.log(p), 0.5, 4, 0.5)
    assert_close(got, [1.0, 0.0, 0.0, 0.0], what="at temperature 0.5 the first has 16/30")


@points(1, hint="Call check_sampling(temperature, top_k, top_p) first.")
def test_bad_settings_are_refused(next_token_probabilities):
    """Why: temperature 0 divides by zero, top_k = 0 keeps nothing, both without a word."""
    for setting in ((0.0, 2, 1.0), (-1.0, 2, 1.0), (1.0, 0, 1.0), (1.0, 2, 0.0), (1.0, 2, 1.5)):
        assert_raises(ValueError, next_token_probabilities, np.array([0.0, 1.0, 2.0]), *setting)


@points(1, hint="Running sums, then the first that is larger than u: at equality, the next one.")
def test_draw_equals_a_loop(draw, rng):
    """Why: each token owns a stretch of the unit interval as long as its probability."""
    for (v,) in growing((1, 2, 5)):
        p = _softmax(rng.normal(size=v))
        u = rng.uniform(size=20)
        wanted = [next(i for i in range(v) if p[: i + 1].sum() > value) for value in u]
        assert_equal(draw(p, u), np.array(wanted), what="drawn tokens")
    exact = np.array([0.0, 0.5, 0.0, 0.25, 0.25, 0.0])
    got = draw(exact, np.array([0.0, 0.5, 0.75, 0.999]))
    assert_equal(got, np.array([1, 3, 4, 4]), what="u on the borders")


@points(1, hint="Divide the running sums by the last of them, so that u < 1 always finds a token.")
def test_draw_survives_rounding(draw):
    """Why: ten times 0.1 is below 1; a u in the gap would fall off the end of the vocabulary."""
    p = np.full(11, 0.1)
    p[10] = 0.0
    last = np.nextafter(1.0, 0.0)
    assert_equal(draw(p, np.array([last])), np.array([9]), what="the largest u")
    short = np.array([0.5, 0.5 - 1e-6, 0.0])  # as a float32 softmax may leave it
    assert_equal(draw(short, np.array([1 - 1e-9])), np.array([1]), what="u above the sum of p")


@points(1, hint="Sort and divide copies; float32 in, float32 out; indices are int64.")
def test_inputs_and_dtype_are_kept(perplexity, next_token_probabilities, draw, rng, backend):
    """Why: the logits are needed again, and a token is an index."""
    for dtype in (np.float64, np.float32):
        z = rng.normal(size=5).astype(dtype)
        p = assert_inputs_unchanged(next_token_probabilities, z, 0.7, 4, 0.8)
        assert_dtype(p, dtype, "probabilities")
        tokens = assert_inputs_unchanged(draw, p, rng.uniform(size=3).astype(dtype))
        assert_dtype(tokens, "int64", "tokens")
        score = assert_inputs_unchanged(perplexity, -np.abs(z)[None], np.array([[1, 1, 0, 1, 0]]))
        if backend == "torch":  # in NumPy any kind of number will do
            assert_dtype(score, dtype, "perplexity")
