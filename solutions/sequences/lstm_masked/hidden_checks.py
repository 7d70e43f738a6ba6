def _lstm_masked_case(rng, n, t, d, h, dtype=float):
    """X, lengths, both first states and the parameters."""
    shapes = ((n, t, d), (n, h), (n, h), (d + h, 4 * h), (4 * h,))
    X, *rest = [rng.normal(size=s).astype(dtype) for s in shapes]
    return [X, rng.integers(0, t + 1, size=n), *rest]


@points(2, hint="All three results, for lengths from 0 to t.")
def test_equals_the_reference(lstm_masked, ref, rng):
    """Why: any sizes, any lengths, among them sequences of length 0 and 1."""
    for n, t, d, h in growing((1, 2, 5), (1, 4), (1, 3), (1, 3)):
        args = _lstm_masked_case(rng, n, t, d, h)
        for name, got, want in zip(("H", "h", "c"), lstm_masked(*args), ref.lstm_masked(*args)):
            assert_close(got, want, what=name)


@points(1, hint="A sequence without a step returns its h0 and c0.")
def test_empty_sequences_keep_their_first_state(lstm_masked, rng):
    """Why: a filter may leave nothing of a text; that must not shift or spoil its neighbours."""
    X, _, h0, c0, W, b = _lstm_masked_case(rng, 3, 4, 2, 3)
    H, h, c = lstm_masked(X, np.array([0, 4, 0]), h0, c0, W, b)
    assert_close(h[[0, 2]], h0[[0, 2]], what="h of the empty sequences")
    assert_close(c[[0, 2]], c0[[0, 2]], what="c of the empty sequences")
    assert_close(H[[0, 2]], np.zeros((2, 4, 3)), what="H of the empty sequences")
    assert_that(np.abs(c[1] - c0[1]).max() > 1e-6, "c of the full sequence moved", c[1], "c")


@points(1, hint="More padding behind all sequences changes nothing but the number of zeros.")
def test_more_padding_changes_nothing(lstm_masked, rng):
    """Why: how far a batch is padded depends on its longest text, which is an accident."""
    X, lengths, *rest = _lstm_masked_case(rng, 4, 3, 2, 3)
    H, h, c = lstm_masked(X, lengths, *rest)
    longer = np.concatenate([X, 1e3 * rng.normal(size=(4, 5, 2))], axis=1)
    H2, h2, c2 = lstm_masked(longer, lengths, *rest)
    assert_close(H2[:, :3], H, what="H")
    assert_close(H2[:, 3:], np.zeros((4, 5, 3)), what="H at the new padding")
    assert_close(h2, h, what="h")
    assert_close(c2, c, what="c")


@points(1, hint="A length of t + 1 or of -1 is a mistake of the caller: say so.")
def test_wrong_lengths_are_refused(lstm_masked, rng):
    """Why: a length beyond t means that the text was cut without anybody's knowing."""
    X, _, *rest = _lstm_masked_case(rng, 3, 4, 2, 2)
    assert_shape(lstm_masked(X, np.array([4, 0, 1]), *rest)[0], (3, 4, 2), "H")
    for wrong in ([4, 5, 1], [4, -1, 1], [4, 4], [4], 4, [[4], [4], [4]], [[4, 0, 1]]):
        assert_raises(ValueError, lstm_masked, X, np.array(wrong), *rest)


@points(1, hint="float32 in, float32 out; np.zeros is float64 unless told otherwise.")
def test_dtype_is_kept_and_inputs_left_alone(lstm_masked, rng):
    """Why: the first states are the caller's; writing into them spoils the next batch."""
    X, _, *rest = _lstm_masked_case(rng, 4, 3, 2, 3, "float32")
    lengths = np.array([3, 1, 0, 2])
    for name, value in zip(
        ("H", "h", "c"), assert_inputs_unchanged(lstm_masked, X, lengths, *rest)
    ):
        assert_dtype(value, "float32", name)


def _lstm_masked_packed(torch, leaves, lengths, d, h):
    """torch's own LSTM on the packed batch, from the same tensors; (H, h, c)."""
    X, h0, c0, W, b = leaves
    layer = torch.nn.LSTM(d, h, batch_first=True, dtype=torch.float64)
    parameters = {
        "weight_ih_l0": W[:d].T,
        "weight_hh_l0": W[d:].T,
        "bias_ih_l0": b,
        "bias_hh_l0": torch.zeros_like(b),
    }
    rnn = torch.nn.utils.rnn
    packed = rnn.pack_padded_sequence(X, lengths, batch_first=True, enforce_sorted=False)
    states = (h0[None], c0[None])
    out, (last_h, last_c) = torch.func.functional_call(layer, parameters, (packed, states))
    padded = rnn.pad_packed_sequence(out, batch_first=True, total_length=X.shape[1])[0]
    return padded, last_h[0], last_c[0]


@points(
    2,
    hint="Packing computes no padded step at all; a mask must give the same.",
    backends=("torch",),
)
def test_equals_torch_with_packing(lstm_masked, rng):
    """Why: the library's own way to handle lengths is an oracle that shares no line with yours."""
    import torch

    X, _, *rest = _lstm_masked_case(rng, 5, 6, 2, 3)
    lengths = np.array([6, 1, 3, 1, 5])
    leaves = [torch.from_numpy(a) for a in (X, *rest)]
    want = _lstm_masked_packed(torch, leaves, torch.from_numpy(lengths), 2, 3)
    for name, got, w in zip(("H", "h", "c"), lstm_masked(X, lengths, *rest), want):
        assert_close(got, w.detach().numpy(), rtol=1e-10, what=name)


@points(
    2,
    hint="No .detach(), no NumPy; the choice by mask lets gradients through.",
    backends=("torch",),
)
def test_gradient_equals_torch_with_packing(lstm_last, rng):
    """Why: the last state must teach every real step, and the padding gets exactly nothing."""
    import torch

    X, _, *rest = _lstm_masked_case(rng, 4, 5, 2, 3)
    lengths, upstream = np.array([5, 1, 3, 2]), rng.normal(size=(4, 3))
    leaves = [torch.from_numpy(a.copy()).requires_grad_(True) for a in (X, *rest)]
    h = _lstm_masked_packed(torch, leaves, torch.from_numpy(lengths), 2, 3)[1]
    assert_close(lstm_last(X, lengths, *rest), h.detach().numpy(), what="last h")
    want = torch.autograd.grad(h, leaves, torch.from_numpy(upstream))
    found = vjp_of(lstm_last, X, lengths, *rest, upstream=upstream, wrt=(0, 2, 3, 4, 5))
    for name, got, w in zip(("X", "h0", "c0", "W", "b"), found, want):
        assert_close(got, w.numpy(), what=f"gradient to {name}")


@points(1, hint="lstm_last is the second of the three results.")
def test_last_state_for_a_classifier(lstm_masked, lstm_last, rng):
    """Why: a classifier reads one vector for each text: the state after its last word."""
    args = _lstm_masked_case(rng, 4, 3, 2, 3)
    assert_close(lstm_last(*args), lstm_masked(*args)[1], what="lstm_last")
    single = _lstm_masked_case(rng, 4, 3, 2, 3, "float32")
    assert_dtype(lstm_last(*single), "float32", "lstm_last")
