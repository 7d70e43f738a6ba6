def _heads_parameters(rng, d):
    """Projections and biases of a layer with d features."""
    shapes = ((d, 3 * d), (3 * d,), (d, d), (d,))
    return [rng.normal(size=s) for s in shapes]


def _heads_mask(rng, n, t):
    """Padding at the end; every example has one real token at least."""
    return np.arange(t) < rng.integers(1, t + 1, size=(n, 1))


@points(2, hint="Go through it for one head first, then for d = 4 and h = 2.")
def test_equals_the_reference(multi_head_attention, ref, rng):
    """Why: any number of examples, tokens and heads, with padding and without."""
    for n, t, h in growing((1, 2), (1, 3), (1, 2, 3)):
        for c in (1, 4):
            X, parameters = rng.normal(size=(n, t, h * c)), _heads_parameters(rng, h * c)
            for mask in (None, _heads_mask(rng, n, t)):
                wanted = ref.multi_head_attention(X, *parameters, h, mask)
                got = multi_head_attention(X, *parameters, h, mask)
                assert_close(got, wanted, what=f"h = {h}, c = {c}")


@points(1, hint="reshape to (n, t, h, c), then exchange the axes of time and heads.")
def test_split_and_merge_equal_the_reference(split_heads, merge_heads, ref, rng):
    """Why: with all four sizes different no wrong order of axes fits."""
    X = rng.normal(size=(2, 3, 20))
    assert_close(split_heads(X, 4), ref.split_heads(X, 4), what="split_heads(X, 4)")
    H = rng.normal(size=(2, 3, 4, 5))
    assert_close(merge_heads(H), ref.merge_heads(H), what="merge_heads(H)")


@points(1, hint="The mask rules out keys: the last axis of the scores.")
def test_padding_changes_nothing(multi_head_attention, rng):
    """Why: the same sentence must give the same result alone and in a padded batch."""
    X, parameters = rng.normal(size=(2, 5, 6)), _heads_parameters(rng, 6)
    mask = np.array([[True] * 5, [True] * 3 + [False] * 2])
    X[1, 3:] = 100 * rng.normal(size=(2, 6))
    batch = multi_head_attention(X, *parameters, 3, mask)
    alone = multi_head_attention(X[1:, :3], *parameters, 3, None)
    assert_close(batch[1:, :3], alone, what="real tokens, in the batch and alone")


@points(1, hint="Scores, softmax and mixing belong to one head each.")
def test_heads_are_independent(multi_head_attention, rng):
    """Why: changing the queries of head 1 may change only what head 1 puts out."""
    X, (W_in, b_in, _, b_out) = rng.normal(size=(1, 4, 6)), _heads_parameters(rng, 6)
    before = multi_head_attention(X, W_in, b_in, np.eye(6), 0 * b_out, 2, None)
    W_in = W_in.copy()
    W_in[:, 3:6] += rng.normal(size=(6, 3))
    after = multi_head_attention(X, W_in, b_in, np.eye(6), 0 * b_out, 2, None)
    assert_close(after[..., :3], before[..., :3], what="features of head 0")
    moved = np.abs(after[..., 3:] - before[..., 3:]).max()
    assert_that(moved > 1e-3, "features of head 1 that move", float(moved))


@points(1, hint="Without positions, self-attention follows any shuffling of the tokens.")
def test_shuffled_tokens_give_shuffled_outputs(multi_head_attention, rng):
    """Why: permutation equivariance is what tells attention from a recurrent network."""
    X, parameters, order = rng.normal(size=(2, 5, 4)), _heads_parameters(rng, 4), rng.permutation(5)
    straight = multi_head_attention(X, *parameters, 2, None)
    shuffled = multi_head_attention(X[:, order], *parameters, 2, None)
    assert_close(shuffled, straight[:, order], what="output of the shuffled tokens")


@points(1, hint="d % h must be 0, else the heads would not have one size.")
def test_heads_must_divide_the_features(split_heads, multi_head_attention, rng):
    """Why: a reshape error speaks of sizes that the user never wrote."""
    assert_raises(ValueError, split_heads, rng.normal(size=(1, 2, 4)), 3)
    assert_raises(ValueError, split_heads, rng.normal(size=(1, 3, 4)), 6)
    parameters = _heads_parameters(rng, 4)
    assert_raises(ValueError, multi_head_attention, np.ones((1, 2, 4)), *parameters, 3, None)


@points(1, hint="float32 in, float32 out; NumPy's sqrt of an int is a float64 number.")
def test_dtype_and_inputs_are_kept(multi_head_attention, ref, rng):
    """Why: one float64 number on the way doubles the memory of all that follows."""
    X, parameters = rng.normal(size=(2, 3, 4)), _heads_parameters(rng, 4)
    mask = _heads_mask(rng, 2, 3)
    single = [a.astype("float32") for a in (X, *parameters)]
    got = assert_inputs_unchanged(multi_head_attention, *single, 2, mask)
    wanted = ref.multi_head_attention(X, *parameters, 2, mask).astype("float32")
    assert_close(got, wanted, rtol=1e-4, atol=1e-4, dtype="float32", what="output")


@points(
    2,
    hint="torch stores its weights transposed; its key_padding_mask is True for padding.",
    backends=("torch",),
)
def test_equals_torch(multi_head_attention, rng):
    """Why: with this layout the weights of a trained model can be used; gradients too."""
    import torch

    X, parameters, mask = rng.normal(size=(2, 4, 6)), _heads_parameters(rng, 6), np.ones((2, 4))
    mask[1, 2:] = 0
    mask = mask.astype(bool)
    layer = torch.nn.MultiheadAttention(6, 3, batch_first=True, dtype=torch.float64)
    own = layer.in_proj_weight, layer.in_proj_bias, layer.out_proj.weight, layer.out_proj.bias
    for place, value in zip(own, parameters):
        place.data = torch.tensor(value.T.copy())
    x = torch.tensor(X, requires_grad=True)
    out, _ = layer(x, x, x, key_padding_mask=torch.tensor(~mask))
    assert_close(multi_head_attention(X, *parameters, 3, mask), out.detach().numpy(), what="output")
    upstream = rng.normal(size=X.shape)
    wanted = torch.autograd.grad(out, (x, *own), torch.tensor(upstream))
    found = vjp_of(
        multi_head_attention, X, *parameters, 3, mask, upstream=upstream, wrt=(0, 1, 2, 3, 4)
    )
    for name, got, want in zip(("X", "W_in", "b_in", "W_out", "b_out"), found, wanted):
        want = want.numpy() if name == "X" else want.numpy().T
        assert_close(got, want, atol=1e-10, what=f"gradient to {name}")
