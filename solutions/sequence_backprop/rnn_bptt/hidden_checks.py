def _rnn_bptt_draw(rng, n, t, d, h, dtype=float):
    """U, X, h0, W_x, W_h, b and a mask with holes."""
    shapes = ((n, t, h), (n, t, d), (n, h), (d, h), (h, h), (h,))
    arrays = [rng.normal(size=s).astype(dtype) for s in shapes]
    return [*arrays, rng.random((n, t)) < 0.6]


@points(3, hint="All five results, for any mask: holes in it, padding in front, padding behind.")
def test_equals_the_reference(rnn_bptt, ref, rng):
    """Why: any sizes and any masks, among them batches of one and sequences of one step."""
    for n, t, d, h in growing((1, 2, 4), (1, 2, 5), (1, 3), (1, 3)):
        args = _rnn_bptt_draw(rng, n, t, d, h)
        for name, got, want in zip(
            ("dX", "dh0", "dW_x", "dW_h", "db"), rnn_bptt(*args), ref.rnn_bptt(*args)
        ):
            assert_close(got, want, what=name)


@points(2, hint="Multiply nothing by nan: choose zeros for x, too, where the step is padding.")
def test_nan_in_the_padding_reaches_nothing(rnn_bptt, rng):
    """Why: da is 0 at the padding, but 0 * nan is nan, and it would fill the whole of dW_x."""
    U, X, *rest, _ = _rnn_bptt_draw(rng, 3, 4, 2, 3)
    mask = np.array([[1, 1, 1, 1], [1, 0, 1, 0], [0, 0, 0, 0]]) > 0
    clean = rnn_bptt(U, X, *rest, mask)
    X = np.where(mask[:, :, None], X, np.nan)
    for name, got, want in zip(
        ("dX", "dh0", "dW_x", "dW_h", "db"), rnn_bptt(U, X, *rest, mask), clean
    ):
        assert_close(got, want, what=f"{name} with nan in the padding")


@points(1, hint="Nothing was computed: h0 is the state at every step, so its gradients add up.")
def test_fully_masked_rows(rnn_bptt, rng):
    """Why: an empty text has states all the same, and a loss on them is a loss on h0."""
    U, X, *rest, mask = _rnn_bptt_draw(rng, 3, 4, 2, 3)
    dX, dh0, dW_x, dW_h, db = rnn_bptt(U, X, *rest, np.zeros_like(mask))
    assert_close(dh0, U.sum(axis=1), what="dh0")
    assert_close(dX, np.zeros_like(X), what="dX")
    for name, got, like in zip(("dW_x", "dW_h", "db"), (dW_x, dW_h, db), rest[1:]):
        assert_close(got, np.zeros_like(like), what=name)


@points(1, hint="The state at the padding is the last real state: add what is said about it.")
def test_upstream_at_the_padding_counts(rnn_bptt, rng):
    """Why: three copies of one state, each with its share of the loss, are one state with the sum."""
    U, *args, _ = _rnn_bptt_draw(rng, 2, 4, 2, 3)
    mask = np.array([[1, 1, 0, 0], [1, 1, 0, 0]]) > 0
    moved = U.copy()
    moved[:, 1] = U[:, 1:].sum(axis=1)
    moved[:, 2:] = 0
    for name, got, want in zip(
        ("dX", "dh0", "dW_x", "dW_h", "db"), rnn_bptt(U, *args, mask), rnn_bptt(moved, *args, mask)
    ):
        assert_close(got, want, what=name)


@points(1, hint="Sum over the batch; a mean, if any, is inside U already.")
def test_rows_add_up(rnn_bptt, rng):
    """Why: each sequence gives its share to the weights; none may be averaged away."""
    U, X, h0, *weights, mask = _rnn_bptt_draw(rng, 3, 3, 2, 2)
    whole = rnn_bptt(U, X, h0, *weights, mask)
    rows = [slice(r, r + 1) for r in range(3)]
    parts = [rnn_bptt(U[r], X[r], h0[r], *weights, mask[r]) for r in rows]
    for k, name in ((2, "dW_x"), (3, "dW_h"), (4, "db")):
        assert_close(whole[k], sum(p[k] for p in parts), what=name)
    assert_close(whole[1], np.concatenate([p[1] for p in parts]), what="dh0")


@points(1, hint="Compare U.shape with (n, t, h) and mask.shape with (n, t).")
def test_shapes_that_do_not_fit_are_refused(rnn_bptt, rng):
    """Why: U of the last state only, or a mask of the lengths, would broadcast without a word."""
    U, *args, mask = _rnn_bptt_draw(rng, 2, 3, 2, 4)
    assert_shape(rnn_bptt(U, *args, mask)[0], (2, 3, 2), "dX")
    for bad in (U[:, -1], U[:1], U[:, :1], U[:, :, :1]):
        assert_raises(ValueError, rnn_bptt, bad, *args, mask)
    for bad in (mask[:1], mask[:, :1], mask[0], mask[:, :, None]):
        assert_raises(ValueError, rnn_bptt, U, *args, bad)


@points(1, hint="float32 in, float32 out; zeros_like keeps the dtype. Write into no argument.")
def test_dtype_is_kept_and_inputs_left_alone(rnn_bptt, rnn_step_backward, rng):
    """Why: U belongs to the layer above; adding to it in place changes the gradient up there."""
    U, X, h0, W_x, W_h, b, mask = _rnn_bptt_draw(rng, 2, 3, 2, 3, "float32")
    names = ("dX", "dh0", "dW_x", "dW_h", "db")
    for name, value in zip(names, assert_inputs_unchanged(rnn_bptt, U, X, h0, W_x, W_h, b, mask)):
        assert_dtype(value, "float32", name)
    step = (U[:, 0], X[:, 0], h0, np.tanh(h0), W_x, W_h)
    for name, value in zip(names, assert_inputs_unchanged(rnn_step_backward, *step)):
        assert_dtype(value, "float32", f"{name} of one step")


@points(1, hint="rnn_step_backward knows no mask: it goes back through a step that was made.")
def test_one_step_with_its_indices_written_out(rnn_step_backward, rng):
    """Why: the sums over units and rows, one by one, need no matrix product."""
    U, X, h0, W_x, W_h, _, _ = _rnn_bptt_draw(rng, 3, 1, 2, 2)
    new = np.tanh(rng.normal(size=(3, 2)))
    dx, dh_old, dW_x, dW_h, db = rnn_step_backward(U[:, 0], X[:, 0], h0, new, W_x, W_h)
    da = U[:, 0] * (1 - new**2)
    assert_close(dx, np.einsum("rj,ij->ri", da, W_x), what="dx")
    assert_close(dh_old, np.einsum("rj,ij->ri", da, W_h), what="dh_old")
    assert_close(dW_x, np.einsum("ri,rj->ij", X[:, 0], da), what="dW_x")
    assert_close(dW_h, np.einsum("ri,rj->ij", h0, da), what="dW_h")
    assert_close(db, np.einsum("rj->j", da), what="db")


@points(
    3, hint="pack_padded_sequence skips the padding; so must the gradients.", backends=("torch",)
)
def test_equals_torchs_rnn_on_a_packed_batch(rnn_bptt, rng):
    """Why: autograd through the library's layer is an oracle that shares no line with yours."""
    import torch

    U, *arrays, _ = _rnn_bptt_draw(rng, 4, 5, 2, 3)
    lengths = np.array([5, 1, 3, 2])
    mask = np.arange(5) < lengths[:, None]
    U[~mask] = 0
    leaves = [torch.from_numpy(a.copy()).requires_grad_(True) for a in arrays]
    X, h0, W_x, W_h, b = leaves
    layer = torch.nn.RNN(2, 3, batch_first=True, dtype=torch.float64)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    own = dict(zip(names, (W_x.T, W_h.T, b, torch.zeros_like(b))))
    rnn = torch.nn.utils.rnn
    packed = rnn.pack_padded_sequence(
        X, torch.from_numpy(lengths), batch_first=True, enforce_sorted=False
    )
    out = torch.func.functional_call(layer, own, (packed, h0[None]))[0]
    states = rnn.pad_packed_sequence(out, batch_first=True, total_length=5)[0]
    wanted = torch.autograd.grad(states, leaves, torch.from_numpy(U))
    for name, got, want in zip(
        ("dX", "dh0", "dW_x", "dW_h", "db"), rnn_bptt(U, *arrays, mask), wanted
    ):
        assert_close(got, want.numpy(), what=name)
