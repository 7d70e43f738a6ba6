def _bidirectional_case(rng, n, t, d, h, dtype=float):
    """X, lengths and the parameters of both directions."""
    X = rng.normal(size=(n, t, d)).astype(dtype)
    parameters = [rng.normal(size=s).astype(dtype) for s in 2 * ((d + h, 4 * h), (4 * h,))]
    return [X, rng.integers(0, t + 1, size=n), *parameters]


@points(2, hint="Position p of row j comes from position lengths[j] - 1 - p, if p < lengths[j].")
def test_reversal_step_by_step(reverse_within_lengths, rng):
    """Why: written out with lists there is no index arithmetic left to get wrong."""
    for n, t, d in growing((1, 2, 4), (1, 2, 5), (1, 3)):
        X, lengths = rng.normal(size=(n, t, d)), rng.integers(0, t + 1, size=n)
        want = [list(row[:m][::-1]) + list(row[m:]) for row, m in zip(X, lengths)]
        assert_close(reverse_within_lengths(X, lengths), np.array(want), what="reversed")


@points(2, hint="Columns: run ahead first. Positions: those of the sequence, for both runs.")
def test_equals_the_reference(bidirectional_lstm, ref, rng):
    """Why: any sizes, any lengths, each direction with parameters of its own."""
    for n, t, d, h in growing((1, 4), (1, 2, 5), (1, 3), (1, 3)):
        args = _bidirectional_case(rng, n, t, d, h)
        assert_close(bidirectional_lstm(*args), ref.bidirectional_lstm(*args), what="both runs")


@points(1, hint="With the same parameters the sequence and its mirror image exchange the halves.")
def test_mirror_image_exchanges_the_halves(bidirectional_lstm, reverse_within_lengths, rng):
    """Why: nothing but the direction distinguishes the two runs."""
    X, lengths, W, b, _, _ = _bidirectional_case(rng, 4, 5, 2, 3)
    plain = bidirectional_lstm(X, lengths, W, b, W, b)
    mirrored = bidirectional_lstm(reverse_within_lengths(X, lengths), lengths, W, b, W, b)
    back = reverse_within_lengths(mirrored, lengths)
    assert_close(plain, np.concatenate([back[:, :, 3:], back[:, :, :3]], axis=2), what="halves")


@points(
    1, hint="Reversed, the real steps come first: take the end off by choosing, not by 0 * nan."
)
def test_nan_in_the_padding_stays_there(bidirectional_lstm, rng):
    """Why: a run back that starts in the padding starts from rubbish."""
    X, _, *parameters = _bidirectional_case(rng, 3, 4, 2, 2)
    lengths = np.array([4, 1, 2])
    clean = bidirectional_lstm(X, lengths, *parameters)
    X[1, 1:] = X[2, 2:] = np.nan
    assert_close(bidirectional_lstm(X, lengths, *parameters), clean, what="with nan in the padding")


@points(1, hint="Compare lengths.shape with (n,), and every length with 0 and t.")
def test_wrong_lengths_are_refused(reverse_within_lengths, bidirectional_lstm, rng):
    """Why: an index of t - 1 - p with a length beyond t wraps round silently."""
    X, _, *parameters = _bidirectional_case(rng, 3, 4, 2, 2)
    assert_shape(reverse_within_lengths(X, np.array([4, 0, 1])), (3, 4, 2), "reversed")
    for wrong in ([4, 5, 1], [4, -1, 1], [4, 4], [4], 4, [[4], [4], [4]], [[4, 0, 1]]):
        assert_raises(ValueError, reverse_within_lengths, X, np.array(wrong))
        assert_raises(ValueError, bidirectional_lstm, X, np.array(wrong), *parameters)


@points(1, hint="float32 in, float32 out; reverse a copy.")
def test_dtype_is_kept_and_inputs_left_alone(reverse_within_lengths, bidirectional_lstm, rng):
    """Why: the run ahead still needs the sequences in their own order."""
    X, _, *parameters = _bidirectional_case(rng, 3, 4, 2, 2, "float32")
    lengths = np.array([4, 1, 3])
    turned = assert_inputs_unchanged(reverse_within_lengths, X, lengths)
    assert_dtype(turned, "float32", "reversed")
    both = assert_inputs_unchanged(bidirectional_lstm, X, lengths, *parameters)
    assert_dtype(both, "float32", "both runs")
    ids = np.array([[7, 8, 9]])[:, :, None]
    assert_equal(
        reverse_within_lengths(ids, np.array([2])).ravel(), np.array([8, 7, 9]), "token numbers"
    )


def _bidirectional_torch(torch, leaves, lengths, d, h):
    """torch's own layer on the packed batch, from the same tensors; (n, t, 2h)."""
    X, *parameters = leaves
    layer = torch.nn.LSTM(d, h, batch_first=True, bidirectional=True, dtype=torch.float64)
    named = {}
    for suffix, W, b in (("", *parameters[:2]), ("_reverse", *parameters[2:])):
        named |= {f"weight_ih_l0{suffix}": W[:d].T, f"weight_hh_l0{suffix}": W[d:].T}
        named |= {f"bias_ih_l0{suffix}": b, f"bias_hh_l0{suffix}": torch.zeros_like(b)}
    rnn = torch.nn.utils.rnn
    packed = rnn.pack_padded_sequence(X, lengths, batch_first=True, enforce_sorted=False)
    out = torch.func.functional_call(layer, named, (packed,))[0]
    return rnn.pad_packed_sequence(out, batch_first=True, total_length=X.shape[1])[0]


@points(2, hint="Packing reverses within each length by itself.", backends=("torch",))
def test_equals_torch_with_packing(bidirectional_lstm, rng):
    """Why: the library's own bidirectional layer shares no line with yours."""
    import torch

    X, _, *parameters = _bidirectional_case(rng, 5, 6, 2, 3)
    lengths = np.array([6, 1, 3, 1, 5])
    leaves = [torch.from_numpy(a) for a in (X, *parameters)]
    want = _bidirectional_torch(torch, leaves, torch.from_numpy(lengths), 2, 3).detach().numpy()
    assert_close(bidirectional_lstm(X, lengths, *parameters), want, rtol=1e-10, what="both runs")


@points(
    2, hint="Index and choose with tensors; NumPy and .detach() cut the graph.", backends=("torch",)
)
def test_gradient_equals_torch_with_packing(bidirectional_lstm, rng):
    """Why: both runs must learn, and the padding must get no gradient."""
    import torch

    X, _, *parameters = _bidirectional_case(rng, 4, 5, 2, 3)
    lengths, upstream = np.array([5, 1, 3, 2]), rng.normal(size=(4, 5, 6))
    leaves = [torch.from_numpy(a.copy()).requires_grad_(True) for a in (X, *parameters)]
    H = _bidirectional_torch(torch, leaves, torch.from_numpy(lengths), 2, 3)
    assert_close(bidirectional_lstm(X, lengths, *parameters), H.detach().numpy(), what="both runs")
    want = torch.autograd.grad(H, leaves, torch.from_numpy(upstream))
    found = vjp_of(
        bidirectional_lstm, X, lengths, *parameters, upstream=upstream, wrt=(0, 2, 3, 4, 5)
    )
    for name, got, w in zip(("X", "W_ahead", "b_ahead", "W_back", "b_back"), found, want):
        assert_close(got, w.numpy(), what=f"gradient to {name}")
