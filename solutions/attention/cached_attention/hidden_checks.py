def _cached_with_past(rng, n, h, g, s, m, c):
    """New tokens behind a cache of s tokens."""
    return [
        rng.normal(size=size) for size in ((n, h, m, c), *((n, g, m, c),) * 2, *((n, g, s, c),) * 2)
    ]


def _cached_whole(value, wanted, what):
    """Equal, and an integer: a float has lost digits, or will."""
    assert_that(isinstance(value, (int, np.integer)), "an integer", value, what)
    assert_equal(value, wanted, what=what)


@points(2, hint="Query i stands at position s + i: the triangle begins behind the cache.")
def test_equals_the_reference(cached_attention, ref, rng):
    """Why: any split into old and new, any number of heads, sizes that all differ."""
    for s, m in growing((0, 1, 4), (1, 2, 3)):
        for h, g in ((1, 1), (2, 2), (4, 2), (6, 2), (3, 1)):
            arguments = _cached_with_past(rng, 2, h, g, s, m, 5)
            wanted = ref.cached_attention(*arguments)
            names = "outputs", "keys", "values"
            for name, got, want in zip(names, cached_attention(*arguments), wanted):
                assert_close(got, want, what=f"{name}; s={s}, m={m}, h={h}, g={g}")


@points(
    2, hint="A chunk of new tokens needs both: the whole cache, and a triangle among themselves."
)
def test_any_chunks_give_the_same(cached_attention, rng):
    """Why: prompts come in chunks; where they are cut must not matter."""
    whole = _cached_with_past(rng, 2, 4, 2, 0, 7, 3)
    wanted, all_K, _ = cached_attention(*whole)
    *new, past_K, past_V = whole
    cuts = np.sort(rng.choice(np.arange(1, 7), size=2, replace=False))
    for part in np.split(np.arange(7), cuts):
        out, past_K, past_V = cached_attention(*(a[:, :, part] for a in new), past_K, past_V)
        assert_close(out, wanted[:, :, part], what=f"outputs of tokens {part.tolist()}")
    assert_close(past_K, all_K, what="keys in the cache")


@points(1, hint="Put minus infinity where the key stands behind the query.")
def test_the_future_has_no_say(cached_attention, rng):
    """Why: one look ahead, and training loss falls while generation fails."""
    Q, K, V, past_K, past_V = _cached_with_past(rng, 1, 2, 2, 2, 4, 3)
    before, _, _ = cached_attention(Q, K, V, past_K, past_V)
    for i in range(1, 4):
        other_K, other_V = K.copy(), V.copy()
        other_K[:, :, i:], other_V[:, :, i:] = rng.normal(size=(2, 1, 2, 4 - i, 3))
        after, _, _ = cached_attention(Q, other_K, other_V, past_K, past_V)
        assert_close(after[:, :, :i], before[:, :, :i], what=f"tokens before token {i}")
        moved = float(np.abs(after[:, :, i] - before[:, :, i]).max())
        assert_that(moved > 1e-3, f"token {i} sees itself", moved)


@points(
    1,
    hint="Neighbouring query heads share a key head: repeat each head, don't tile the row of heads.",
)
def test_groups_of_heads(cached_attention, rng):
    """Why: with g = h / r the result is that of ordinary heads, each key head written r times."""
    Q, K, V, past_K, past_V = _cached_with_past(rng, 2, 6, 2, 3, 2, 4)
    out, all_K, all_V = cached_attention(Q, K, V, past_K, past_V)
    assert_shape(all_K, (2, 2, 5, 4), "keys for the cache")
    index = np.array([0, 0, 0, 1, 1, 1])
    ordinary, _, _ = cached_attention(Q, *(a[:, index] for a in (K, V, past_K, past_V)))
    assert_close(out, ordinary, what="outputs")


@points(1, hint="g must divide h: check it first.")
def test_uneven_groups_are_refused(cached_attention, rng):
    """Why: 3 key heads cannot serve 4 query heads evenly; more key heads than queries neither."""
    assert_raises(ValueError, cached_attention, *_cached_with_past(rng, 1, 4, 3, 2, 1, 2))
    assert_raises(ValueError, cached_attention, *_cached_with_past(rng, 1, 2, 4, 2, 1, 2))


@points(1, hint="Make new arrays for the longer cache; keep float32 as it is.")
def test_dtype_and_cache_are_kept(cached_attention, ref, rng):
    """Why: beam search continues one cache in several ways; a float64 cache is twice as large."""
    arguments = _cached_with_past(rng, 2, 2, 1, 3, 2, 4)
    single = [a.astype("float32") for a in arguments]
    got = assert_inputs_unchanged(cached_attention, *single)
    for value, want in zip(got, ref.cached_attention(*arguments)):
        assert_close(value, want.astype("float32"), atol=1e-5, dtype="float32", what="float32")


@points(1, hint="Every factor counts once; only keys and values make the 2.")
def test_cache_sizes(cache_bytes, rng):
    """Why: whether a request fits is decided by this product; prime factors show a lost one."""
    for _ in range(5):
        sizes = [int(v) for v in rng.integers(1, 50, size=6)]
        what = f"cache_bytes{tuple(sizes)}"
        _cached_whole(cache_bytes(*sizes), 2 * int(np.prod(sizes)), what)
    many = cache_bytes(126, 8, 128, 3, 10**12 + 1, 2)
    _cached_whole(many, 1548288 * (10**12 + 1), "cache of a very long text")


@points(1, hint="Whole tokens only: integer division by the bytes of one token of all n sequences.")
def test_tokens_that_fit(tokens_that_fit, rng):
    """Why: one token too many is out of memory; floats are not exact above 2^53."""
    for _ in range(5):
        layers, g, c, n, size = (int(v) for v in rng.integers(1, 9, size=5))
        one, t = 2 * layers * g * c * n * size, int(rng.integers(2, 100))
        for extra, wanted in ((0, t), (one - 1, t), (-1, t - 1)):
            got = tokens_that_fit(t * one + extra, layers, g, c, n, size)
            _cached_whole(got, wanted, f"{t} * {one} + {extra} bytes")
    assert_equal(tokens_that_fit(2 * (10**17 + 1), 1, 1, 1, 1, 1), 10**17 + 1)
    assert_equal(tokens_that_fit(3, 1, 1, 1, 1, 2), 0, what="not even one token")


@points(
    2,
    hint="Compare with torch: is_causal for an empty cache, enable_gqa for groups.",
    backends=("torch",),
)
def test_equals_torch(cached_attention, rng):
    """Why: the library's own causal attention with grouped queries is the judge."""
    import torch

    whole = _cached_with_past(rng, 2, 6, 3, 0, 5, 4)
    Q, K, V = (torch.tensor(a) for a in whole[:3])
    wanted = torch.nn.functional.scaled_dot_product_attention(
        Q, K, V, is_causal=True, enable_gqa=True
    )
    assert_close(cached_attention(*whole)[0], wanted.numpy(), what="outputs")
