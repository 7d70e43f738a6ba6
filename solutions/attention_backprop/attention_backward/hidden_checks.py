def _attention_draw(rng, lead, t, s, d, e):
    """dO, Q, K, V, a mask without empty rows, and the weights under it."""
    Q, K, V, dO = (rng.normal(size=(*lead, *size)) for size in ((t, d), (s, d), (s, e), (t, e)))
    mask = rng.random(size=(*lead, t, s)) < 0.7
    mask[..., -1] = True
    E = mask * np.exp(np.einsum("...ib,...jb->...ij", Q, K) / np.sqrt(d))
    return dO, Q, K, V, mask, E / E.sum(axis=-1, keepdims=True)


@points(2, hint="The Jacobian of one row of weights is diag(a) - a a^T, and it is symmetric.")
def test_softmax_backward_is_the_jacobian_row_by_row(softmax_backward, rng):
    """Why: the whole Jacobian, built for each row, has no sum that could run along the wrong axis."""
    for (s,) in growing((1, 5)):
        A, dA = rng.dirichlet(np.ones(s), size=s), rng.normal(size=(s, s))
        dS = [(np.diag(a) - np.outer(a, a)) @ g for a, g in zip(A, dA)]
        assert_close(softmax_backward(dA, A), dS, what="dS, as many queries as keys")


@points(2, hint="Write the sum over indices first; then ask which axis each matrix product sums.")
def test_all_gradients_entry_by_entry(attention_backward, rng):
    """Why: einsum with all indices has no transpose that could be wrong in a square case."""
    for lead, t, s in (((), 1, 1), ((), 3, 3), ((2,), 1, 4), ((2, 3), 3, 2)):
        dO, Q, K, V, _, A = _attention_draw(rng, lead, t, s, 3, 3)
        dA = np.einsum("...ia,...ja->...ij", dO, V)
        mean = np.einsum("...ij,...ij->...i", A, dA)
        dS = A * (dA - mean[..., None]) / np.sqrt(3)
        dQ, dK, dV = attention_backward(dO, Q, K, V, A)
        assert_close(dV, np.einsum("...ij,...ia->...ja", A, dO), what="dV")
        assert_close(dQ, np.einsum("...ij,...jb->...ib", dS, K), what="dQ")
        assert_close(dK, np.einsum("...ij,...ib->...jb", dS, Q), what="dK")


@points(1, hint="The scale is the root of d, the features of a query: not of e, s or t.")
def test_gradients_predict_small_changes(attention_backward, rng):
    """Why: a step of 1e-6 in Q, K and V together must change sum(dO * O) as the gradients say."""
    dO, Q, K, V, mask, A = _attention_draw(rng, (2,), 3, 5, 4, 2)
    steps = [rng.normal(size=a.shape) for a in (Q, K, V)]

    def loss(h):
        q, k, v = (a + h * step for a, step in zip((Q, K, V), steps))
        E = mask * np.exp(np.einsum("...ib,...jb->...ij", q, k) / 2.0)
        return np.sum(dO * (E / E.sum(axis=-1, keepdims=True) @ v))

    slope = (loss(1e-6) - loss(-1e-6)) / 2e-6
    found = attention_backward(dO, Q, K, V, A)
    assert_close(
        sum(np.sum(g * step) for g, step in zip(found, steps)), slope, rtol=1e-6, atol=1e-7
    )


@points(1, hint="A weight of 0 is all that is needed: multiply by A, never divide by it.")
def test_rows_and_keys_without_weight_get_zero(softmax_backward, attention_backward, rng):
    """Why: 0/0 in one padded row would spread NaN to every key and value of the example."""
    dO, Q, K, V, _, A = _attention_draw(rng, (), 3, 4, 2, 2)
    A[1] = 0
    A[:, 2] = 0
    A /= np.maximum(A.sum(axis=1, keepdims=True), 1e-300)
    dS = softmax_backward(rng.normal(size=(3, 4)), A)
    assert_close(dS[1], np.zeros(4), what="dS of the query that may look nowhere")
    assert_close(dS[:, 2], np.zeros(3), what="dS of the hidden key")
    dQ, dK, dV = attention_backward(dO, Q, K, V, A)
    others = attention_backward(dO[[0, 2]], Q[[0, 2]], K, V, A[[0, 2]])
    assert_close(dQ[1], np.zeros(2), what="dQ of the query that may look nowhere")
    assert_close(dQ[[0, 2]], others[0], what="dQ of the other queries")
    assert_close(dK, others[1], what="dK")
    assert_close(dV, others[2], what="dV")
    assert_close(dK[2], np.zeros(2), what="dK of the hidden key")
    assert_close(dV[2], np.zeros(2), what="dV of the hidden key")


@points(1, hint="Any leading axes: transpose the last two axes only.")
def test_batches_and_heads_stay_apart(attention_backward, rng):
    """Why: one head's gradient may not depend on another head, or on another example."""
    dO, Q, K, V, _, A = _attention_draw(rng, (2, 2), 3, 2, 4, 3)
    whole = attention_backward(dO, Q, K, V, A)
    for place in np.ndindex(2, 2):
        alone = attention_backward(*(a[place] for a in (dO, Q, K, V, A)))
        for name, got, want in zip(("dQ", "dK", "dV"), whole, alone):
            assert_close(got[place], want, what=f"{name} at {place}")


@points(1, hint="float32 in, float32 out; write into no array that you were given.")
def test_dtype_and_inputs_are_kept(softmax_backward, attention_backward, rng):
    """Why: dS is as large as A, the largest array of the block; float64 would double it."""
    dO, Q, K, V, _, A = (a.astype("float32") for a in _attention_draw(rng, (2,), 3, 4, 2, 3))
    dA = rng.normal(size=A.shape).astype("float32")
    assert_dtype(assert_inputs_unchanged(softmax_backward, dA, A), "float32", "dS")
    found = assert_inputs_unchanged(attention_backward, dO, Q, K, V, A)
    for name, gradient in zip(("dQ", "dK", "dV"), found):
        assert_dtype(gradient, "float32", name)
    # Views with strides of their own must work too.
    turned = [a.swapaxes(-1, -2).copy().swapaxes(-1, -2) for a in (dO, Q, K, V, A)]
    for name, got, want in zip(("dQ", "dK", "dV"), attention_backward(*turned), found):
        assert_close(got, want, atol=1e-6, what=f"{name} of transposed views")


@points(
    1, hint="Compare with autograd through F.scaled_dot_product_attention.", backends=("torch",)
)
def test_equals_torch(attention_backward, rng):
    """Why: the library's own function shares no line with yours."""
    import torch
    import torch.nn.functional as F

    dO, Q, K, V, mask, A = _attention_draw(rng, (2, 2), 4, 3, 5, 2)
    tensors = [torch.tensor(a, requires_grad=True) for a in (Q, K, V)]
    out = F.scaled_dot_product_attention(*tensors, torch.tensor(mask))
    wanted = torch.autograd.grad(out, tensors, torch.tensor(dO))
    for name, got, want in zip("QKV", attention_backward(dO, Q, K, V, A), wanted):
        assert_close(got, want.numpy(), what=f"d{name}")
