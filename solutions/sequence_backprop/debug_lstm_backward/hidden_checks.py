def _debug_lstm_backward_draw(rng, n, t, d, h, dtype=float):
    """U, X, h0, c0, W, b."""
    shapes = ((n, t, h), (n, t, d), (n, h), (n, h), (d + h, 4 * h), (4 * h,))
    return [rng.normal(size=s).astype(dtype) for s in shapes]


@points(3, hint="All five results, for any sizes.")
def test_equals_the_reference(lstm_layer_backward, ref, rng):
    """Why: random sizes, among them batches of one and sequences of one step."""
    for n, t, d, h in growing((1, 3), (1, 2, 5), (1, 3), (1, 2)):
        args = _debug_lstm_backward_draw(rng, n, t, d, h)
        for name, got, want in zip(
            ("dX", "dh0", "dc0", "dW", "db"),
            lstm_layer_backward(*args),
            ref.lstm_layer_backward(*args),
        ):
            assert_close(got, want, what=name)


@points(
    1, hint="With open gates and nothing else, the cell of step 0 is felt at the end unchanged."
)
def test_open_forget_gates_carry_the_gradient_far(lstm_layer_backward, rng):
    """Why: 40 steps back through f = 1: the reason why there is a cell state."""
    U, X, h0, c0, W, b = _debug_lstm_backward_draw(rng, 2, 40, 2, 2)
    U[:, :-1] = 0
    W, b = 0 * W, np.repeat([-500.0, 500.0, 0.0, 500.0], 2)  # i = 0, f = 1, o = 1
    dX, _, dc0, dW, _ = lstm_layer_backward(U, X, h0, c0, W, b)
    assert_close(dc0, U[:, -1] * (1 - np.tanh(c0) ** 2), what="dc0 after 40 steps")
    assert_close(dX, np.zeros_like(X), what="dX with shut gates")
    assert_close(dW, np.zeros_like(W), what="dW with saturated gates")


@points(1, hint="The loss of one step, and of the next, add up.")
def test_two_halves_of_the_loss_add_up(lstm_layer_backward, rng):
    """Why: the gradient is linear in U; overwriting one part by another is not."""
    U, *args = _debug_lstm_backward_draw(rng, 2, 4, 2, 3)
    first = U * (np.arange(4) % 2 == 0)[:, None]
    whole = lstm_layer_backward(U, *args)
    parts = lstm_layer_backward(first, *args), lstm_layer_backward(U - first, *args)
    for name, w, p, q in zip(("dX", "dh0", "dc0", "dW", "db"), whole, *parts):
        assert_close(w, p + q, what=name)
    assert_that(np.abs(whole[0][:, 0]).min() > 1e-9, "the first inputs feel it", whole[0], "dX")


@points(1, hint="Compare U.shape with (n, t, h).")
def test_shapes_that_do_not_fit_are_refused(lstm_layer_backward, rng):
    """Why: U of the last step only would broadcast over all of them."""
    U, *args = _debug_lstm_backward_draw(rng, 3, 2, 2, 2)
    assert_shape(lstm_layer_backward(U, *args)[0], (3, 2, 2), "dX")
    for bad in (U[:, -1], U[:1], U[:, :1], U[:, :, :1], U[0]):
        assert_raises(ValueError, lstm_layer_backward, bad, *args)


@points(1, hint="float32 in, float32 out; write into no argument.")
def test_dtype_is_kept_and_inputs_left_alone(lstm_layer_backward, rng):
    """Why: U belongs to the layer above, and the first states to the batch before."""
    args = _debug_lstm_backward_draw(rng, 2, 3, 2, 3, "float32")
    for name, value in zip(
        ("dX", "dh0", "dc0", "dW", "db"), assert_inputs_unchanged(lstm_layer_backward, *args)
    ):
        assert_dtype(value, "float32", name)


@points(3, hint="torch.nn.LSTM keeps the transposes, and two biases.", backends=("torch",))
def test_equals_torchs_lstm(lstm_layer_backward, rng):
    """Why: autograd through the library's layer is an oracle that shares no line with yours."""
    import torch

    for n, t, d, h in ((1, 1, 1, 1), (2, 4, 2, 3), (3, 6, 1, 6)):
        U, *arrays = _debug_lstm_backward_draw(rng, n, t, d, h)
        leaves = [torch.from_numpy(a.copy()).requires_grad_(True) for a in arrays]
        X, h0, c0, W, b = leaves
        layer = torch.nn.LSTM(d, h, batch_first=True, dtype=torch.float64)
        names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
        own = dict(zip(names, (W[:d].T, W[d:].T, b, torch.zeros_like(b))))
        out = torch.func.functional_call(layer, own, (X, (h0[None], c0[None])))[0]
        wanted = torch.autograd.grad(out, leaves, torch.from_numpy(U))
        for name, got, want in zip(
            ("dX", "dh0", "dc0", "dW", "db"), lstm_layer_backward(U, *arrays), wanted
        ):
            assert_close(got, want.numpy(), what=name)
