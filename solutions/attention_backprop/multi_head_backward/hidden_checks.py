def _multi_head_draw(rng, n, t, d, h, mask=None):
    """dY, X, W_in, b_in, W_out, the weights under a mask (n, t) or (t, t), and the loss as a function."""
    X, W_in, b_in = rng.normal(size=(n, t, d)), rng.normal(size=(d, 3 * d)), rng.normal(size=3 * d)
    W_out, dY, c = rng.normal(size=(d, d)), rng.normal(size=(n, t, d)), d // h
    W_in = W_in / d**0.5
    seen = np.ones((n, 1, 1, t), dtype=bool) if mask is None else mask

    def forward(X, W_in, b_in, W_out):
        parts = (X @ W_in + b_in).reshape(n, t, 3, h, c)
        Q, K, V = parts[:, :, 0], parts[:, :, 1], parts[:, :, 2]
        E = seen * np.exp(np.einsum("nihc,njhc->nhij", Q, K) / np.sqrt(c))
        A = E / np.maximum(E.sum(axis=-1, keepdims=True), 1e-200)
        return A, np.einsum("nhij,njhc->nihc", A, V).reshape(n, t, d) @ W_out

    A = forward(X, W_in, b_in, W_out)[0]
    return (dY, X, W_in, b_in, W_out, A), lambda *args: np.sum(dY * forward(*args)[1])


def _multi_head_masks(n, t):
    """No mask, a causal one, and padding that hides a whole example."""
    padded = np.ones((n, 1, 1, t), dtype=bool)
    padded[0, ..., t // 2 :] = False
    padded[-1] = False
    return None, np.tri(t, dtype=bool), padded


@points(
    3, hint="Compare one gradient at a time; a wrong dQ alone shows in dW_in's first d columns."
)
def test_all_gradients_against_small_changes(multi_head_backward, rng):
    """Why: a small step in each array must change sum(dY * Y) as its gradient says."""
    names = ("dX", "dW_in", "db_in", "dW_out")
    for n, t, d, h in ((1, 3, 4, 2), (2, 2, 6, 3), (2, 4, 4, 1), (1, 2, 2, 2)):
        for mask in _multi_head_masks(n, t):
            inputs, loss = _multi_head_draw(rng, n, t, d, h, mask)
            found = multi_head_backward(*inputs)
            for k, name in enumerate(names):
                step = rng.normal(size=inputs[k + 1].shape)
                moved = [list(inputs[1:5]), list(inputs[1:5])]
                for sign, args in zip((1e-6, -1e-6), moved):
                    args[k] = args[k] + sign * step
                slope = (loss(*moved[0]) - loss(*moved[1])) / 2e-6
                assert_close(np.sum(found[k] * step), slope, rtol=1e-5, atol=1e-6, what=name)
            assert_close(found[4], inputs[0].sum(axis=(0, 1)), what="db_out")


@points(2, hint="Compare with your own einsum of each index, all axes different.")
def test_equals_the_reference(multi_head_backward, ref, rng):
    """Why: the reference agrees with PyTorch to 1e-9, which finite differences cannot."""
    for n, t, d, h in ((1, 1, 3, 1), (2, 3, 6, 2), (3, 4, 6, 3)):
        for mask in _multi_head_masks(n, t):
            inputs, _ = _multi_head_draw(rng, n, t, d, h, mask)
            names = ("dX", "dW_in", "db_in", "dW_out", "db_out")
            for name, got, want in zip(
                names, multi_head_backward(*inputs), ref.multi_head_backward(*inputs)
            ):
                assert_close(got, want, atol=1e-11, what=name)


@points(
    1, hint="sum(dX * X) over the split array equals sum(dH * H): nothing is lost, nothing scaled."
)
def test_split_and_merge_undo_each_other(split_heads_backward, merge_heads_backward, rng):
    """Why: both are permutations, so each one's backward pass is its inverse."""
    for n, h, t, c in growing((1, 2), (1, 3), (1, 2), (1, 2)):
        dH = rng.normal(size=(n, h, t, c))
        dX = split_heads_backward(dH)
        want = np.concatenate([dH[:, k] for k in range(h)], axis=-1)
        assert_close(dX, want, what="split_heads_backward(dH)")
        assert_close(merge_heads_backward(want, h), dH, what="merge_heads_backward(dX, h)")


@points(1, hint="A token that nobody may see gets no gradient as key or value.")
def test_hidden_examples_get_zero(multi_head_backward, rng):
    """Why: an example of padding alone must not bring NaN into the weights of all."""
    inputs, _ = _multi_head_draw(rng, 2, 3, 4, 2, _multi_head_masks(2, 3)[2])
    found = multi_head_backward(*inputs)
    assert_close(found[0][1], np.zeros((3, 4)), what="dX of the example of padding")
    one = [a[:1] for a in (inputs[0], inputs[1])]
    alone = multi_head_backward(*one, *inputs[2:5], inputs[5][:1])
    assert_close(found[1], alone[1], what="dW_in")
    assert_close(found[3], alone[3], what="dW_out")


@points(1, hint="float32 in, float32 out; write into no array that you were given.")
def test_dtype_and_inputs_are_kept(multi_head_backward, rng):
    """Why: the optimizer that gets float64 gradients for float32 weights casts all of them."""
    inputs, _ = _multi_head_draw(rng, 2, 3, 4, 2)
    single = [a.astype("float32") for a in inputs]
    found = assert_inputs_unchanged(multi_head_backward, *single)
    names = ("dX", "dW_in", "db_in", "dW_out", "db_out")
    for name, got, want in zip(names, found, multi_head_backward(*inputs)):
        assert_dtype(got, "float32", name)
        assert_close(got, want, rtol=1e-4, atol=1e-4, what=name)
    turned = [np.asfortranarray(a) for a in inputs]
    for got, want in zip(multi_head_backward(*turned), multi_head_backward(*inputs)):
        assert_close(got, want, atol=1e-11, what="gradients for arrays stored by columns")


@points(1, hint="Compare with autograd through nn.MultiheadAttention.", backends=("torch",))
def test_equals_torch(multi_head_backward, rng):
    """Why: the library's own layer shares no line with yours."""
    import torch

    (dY, X, W_in, b_in, W_out, A), _ = _multi_head_draw(rng, 2, 3, 4, 2, np.tri(3, dtype=bool))
    layer = torch.nn.MultiheadAttention(4, 2, batch_first=True, dtype=torch.float64)
    x = torch.tensor(X, requires_grad=True)
    with torch.no_grad():
        layer.in_proj_weight.copy_(torch.tensor(W_in.T))
        layer.in_proj_bias.copy_(torch.tensor(b_in))
        layer.out_proj.weight.copy_(torch.tensor(W_out.T))
    out = layer(x, x, x, attn_mask=torch.ones(3, 3).triu(1).bool(), need_weights=False)[0]
    leaves = [x, *layer.parameters()]
    wanted = [g.numpy() for g in torch.autograd.grad(out, leaves, torch.tensor(dY))]
    found = multi_head_backward(dY, X, W_in, b_in, W_out, A)
    wanted[1], wanted[3] = wanted[1].T, wanted[3].T
    for name, got, want in zip(("dX", "dW_in", "db_in", "dW_out", "db_out"), found, wanted):
        assert_close(got, want, atol=1e-11, what=name)
