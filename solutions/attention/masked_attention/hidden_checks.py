def _attention_case(rng, lead, t, s, d, e):
    """Queries, keys, values and a mask that leaves each query at least one key."""
    mask = rng.random(size=(*lead, t, s)) < 0.6
    mask[..., 0] = True
    return (
        *(rng.normal(size=(*lead, *size)) for size in ((t, d), (s, d), (s, e))),
        mask,
    )


@points(2, hint="Transpose the last two axes of K only; scale by the root of d, not of s or e.")
def test_equals_the_reference(attention_weights, masked_attention, ref, rng):
    """Why: any number of leading axes, and sizes t, s, d, e that all differ."""
    for lead in ((), (2,), (2, 3)):
        for t, s in growing((1, 2), (1, 3)):
            Q, K, V, mask = _attention_case(rng, lead, t, s, 5, 4)
            for m in (None, mask):
                wanted = ref.attention_weights(Q, K, m)
                assert_close(attention_weights(Q, K, m), wanted, what="weights")
                assert_close(masked_attention(Q, K, V, m), wanted @ V, what="output")


@points(
    1, hint="Build on broadcasting: the mask may have fewer axes than the scores, or sizes of 1."
)
def test_mask_broadcasts(attention_weights, ref, rng):
    """Why: one causal mask (t, t) serves all heads; one padding mask (n, 1, s) all queries."""
    Q, K, _, _ = _attention_case(rng, (2,), 3, 3, 2, 1)
    for mask in (np.tri(3, dtype=bool), np.array([[[True, True, False]], [[True, False, False]]])):
        assert_close(attention_weights(Q, K, mask), ref.attention_weights(Q, K, mask))


@points(1, hint="Subtract the largest score that is allowed, not the largest of all.")
def test_large_scores_stay_finite(attention_weights):
    """Why: exp(1000) overflows; and a forbidden score far above the rest must not empty the row."""
    Q, K = np.array([[1000.0]]), np.array([[1.0], [1.001], [9.0]])
    mask = np.array([[True, True, False]])
    assert_close(attention_weights(Q, K, mask), [[0.2689414213699951, 0.7310585786300049, 0.0]])
    low = attention_weights(-Q, K, mask)
    assert_close(low, [[0.7310585786300049, 0.2689414213699951, 0.0]], what="weights of low scores")


@points(1, hint="No row may depend on another: keep the maximum and the sum apart for each query.")
def test_empty_rows_beside_full_ones(attention_weights, masked_attention, ref, rng):
    """Why: all kinds of rows meet in one batch, also a query with exactly one key."""
    Q, K, V, _ = _attention_case(rng, (2,), 4, 3, 2, 2)
    mask = np.array([[0, 0, 0], [0, 1, 0], [1, 1, 1], [1, 0, 1]], dtype=bool)
    wanted = ref.attention_weights(3 * Q, K, mask)
    assert_close(attention_weights(3 * Q, K, mask), wanted, what="weights")
    assert_close(masked_attention(3 * Q, K, V, mask), wanted @ V, what="output")
    none = np.zeros((2, 4, 3), dtype=bool)
    assert_close(masked_attention(Q, K, V, none), np.zeros((2, 4, 2)), what="nothing allowed")


@points(1, hint="Attention has no sense of order: nothing but the pairs (key, value) may count.")
def test_order_of_the_keys_does_not_matter(masked_attention, rng):
    """Why: shuffling keys, values and mask together changes nothing; positions must be added."""
    Q, K, V, mask = _attention_case(rng, (), 3, 5, 2, 2)
    shuffled = rng.permutation(5)
    got = masked_attention(Q, K[shuffled], V[shuffled], mask[:, shuffled])
    assert_close(got, masked_attention(Q, K, V, mask), what="output after shuffling the keys")


@points(1, hint="float32 in, float32 out; write into no array that you were given.")
def test_dtype_and_inputs_are_kept(masked_attention, attention_weights, ref, rng):
    """Why: attention is the largest array of a Transformer; float64 would double it."""
    *arrays, mask = _attention_case(rng, (2,), 3, 4, 2, 2)
    mask[0, 1] = False
    Q, K, V = (a.astype("float32") for a in arrays)
    A = assert_inputs_unchanged(attention_weights, Q, K, mask)
    wanted = ref.attention_weights(*arrays[:2], mask)
    assert_close(A, wanted.astype("float32"), atol=1e-6, dtype="float32", what="weights")
    assert_dtype(assert_inputs_unchanged(masked_attention, Q, K, V, mask), "float32", "output")


@points(1, hint="Compare the last sizes and the mask's dtype before anything else.")
def test_bad_arguments_are_refused(attention_weights, rng):
    """Why: an integer mask is turned wrongly by ~, and sizes that differ deserve a clear word."""
    Q, K = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    assert_raises(ValueError, attention_weights, Q, K, np.ones((2, 2), dtype=int))
    assert_raises(ValueError, attention_weights, Q, K, np.ones((2, 2)))
    assert_raises(ValueError, attention_weights, Q, K[:, :1], None)
    assert_raises(ValueError, attention_weights, Q[:, :1], K, None)


@points(
    1, hint="In PyTorch F.scaled_dot_product_attention takes the same mask.", backends=("torch",)
)
def test_equals_torch(masked_attention, rng):
    """Why: the library's own function is the judge of values and gradients."""
    import torch

    *arrays, mask = _attention_case(rng, (2, 2), 3, 4, 5, 2)
    tensors = [torch.tensor(a, requires_grad=True) for a in arrays]
    out = torch.nn.functional.scaled_dot_product_attention(*tensors, torch.tensor(mask))
    assert_close(masked_attention(*arrays, mask), out.detach().numpy(), what="output")
    upstream = rng.normal(size=(2, 2, 3, 2))
    wanted = torch.autograd.grad(out, tensors, torch.tensor(upstream))
    found = vjp_of(masked_attention, *arrays, mask, upstream=upstream, wrt=(0, 1, 2))
    for name, got, want in zip("QKV", found, wanted):
        assert_close(got, want.numpy(), what=f"gradient to {name}")


@points(
    2,
    hint="nan_to_num mends the value; behind it the gradient can still be NaN. Let none arise.",
    backends=("torch",),
)
def test_gradient_of_an_empty_row_is_zero(masked_attention, rng):
    """Why: the NaN of the backward pass reaches every weight, though the output looks right."""
    Q, K, V, mask = _attention_case(rng, (), 3, 2, 2, 2)
    mask[1] = False
    keep = np.array([0, 2])
    upstream = rng.normal(size=(3, 2))
    found = vjp_of(masked_attention, Q, K, V, mask, upstream=upstream, wrt=(0, 1, 2))
    alone = vjp_of(
        masked_attention, Q[keep], K, V, mask[keep], upstream=upstream[keep], wrt=(0, 1, 2)
    )
    assert_close(found[0][1], np.zeros(2), what="gradient to the query that may look nowhere")
    assert_close(found[0][keep], alone[0], what="gradient to the other queries")
    for name, got, want in zip("KV", found[1:], alone[1:]):
        assert_close(got, want, what=f"gradient to {name}")
