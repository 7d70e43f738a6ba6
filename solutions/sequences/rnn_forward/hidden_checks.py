def _rnn_forward_draw(rng, n, t, d, h, dtype=float):
    """X, h0 and the parameters."""
    shapes = ((n, t, d), (n, h), (d, h), (h, h), (h,))
    return [rng.normal(size=s).astype(dtype) for s in shapes]


@points(2, hint="Write the three terms of one step for one unit, and compare unit by unit.")
def test_states_unit_by_unit(rnn_forward, rng):
    """Why: the definition with its sums written out needs no matrix product."""
    for n, t, d, h in growing((1, 2), (1, 3), (1, 3), (1, 3)):
        X, h0, W_x, W_h, b = _rnn_forward_draw(rng, n, t, d, h)
        want, old = np.zeros((n, t, h)), h0
        for s in range(t):
            for j in range(h):
                fed = sum(X[:, s, i] * W_x[i, j] for i in range(d))
                want[:, s, j] = np.tanh(b[j] + fed + sum(old[:, i] * W_h[i, j] for i in range(h)))
            old = want[:, s]
        assert_close(rnn_forward(X, h0, W_x, W_h, b), want, what="states")


@points(1, hint="In row convention the state stands left of the matrix: h @ W_h.")
def test_square_layer_has_no_transpose(rnn_forward, ref, rng):
    """Why: with n = t = d = h no shape can reveal a transpose or an exchanged axis."""
    for (size,) in growing((2, 3, 4)):
        args = _rnn_forward_draw(rng, size, size, size, size)
        assert_close(rnn_forward(*args), ref.rnn_forward(*args), what="states")


@points(1, hint="Each sequence has a row of its own, in X and in h0.")
def test_sequences_do_not_touch_each_other(rnn_forward, rng):
    """Why: a sum over the batch would let one customer's text change another's."""
    X, h0, *parameters = _rnn_forward_draw(rng, 4, 3, 2, 3)
    whole = rnn_forward(X, h0, *parameters)
    for j in range(4):
        row = slice(j, j + 1)
        assert_close(whole[row], rnn_forward(X[row], h0[row], *parameters), what=f"sequence {j}")


@points(1, hint="Compare h0.shape with (n, h) before the loop; (1, h) must not broadcast.")
def test_a_state_that_does_not_fit_is_refused(rnn_forward, rng):
    """Why: one state for all sequences, or a batch without the time axis, runs silently."""
    X, h0, *parameters = _rnn_forward_draw(rng, 3, 2, 2, 4)
    assert_shape(rnn_forward(X, h0, *parameters), (3, 2, 4), "states")
    for wrong in (h0[:1], h0[0], h0[:, :1], h0[None]):
        assert_raises(ValueError, rnn_forward, X, wrong, *parameters)
    assert_raises(ValueError, rnn_forward, rng.normal(size=(3, 2)), rng.normal(size=(3, 4)),
                  rng.normal(size=(3, 4)), *parameters[1:])  # fmt: skip
    assert_raises(ValueError, rnn_forward, rng.normal(size=(3, 2, 3, 2)), h0, *parameters)


@points(1, hint="float32 in, float32 out; h0 is the caller's, so make a new state at each step.")
def test_dtype_is_kept_and_inputs_left_alone(rnn_forward, rng):
    """Why: a second run from the same h0 must give the same answer."""
    args = _rnn_forward_draw(rng, 3, 4, 2, 3, "float32")
    H = assert_inputs_unchanged(rnn_forward, *args)
    assert_dtype(H, "float32", "states")
    assert_close(H, rnn_forward(*args), what="a second run from the same h0")


@points(1, hint="nn.RNN stores both matrices transposed and adds two biases.", backends=("torch",))
def test_equals_torchs_own_layer(rnn_forward, rng):
    """Why: the library's layer is an oracle that shares no line with yours."""
    import torch

    X, h0, W_x, W_h, b = _rnn_forward_draw(rng, 3, 5, 2, 4)
    layer = torch.nn.RNN(2, 4, batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.from_numpy(W_x.T.copy()))
        layer.weight_hh_l0.copy_(torch.from_numpy(W_h.T.copy()))
        layer.bias_ih_l0.copy_(torch.from_numpy(b))
        layer.bias_hh_l0.zero_()
        want = layer(torch.from_numpy(X), torch.from_numpy(h0)[None])[0].numpy()
    assert_close(rnn_forward(X, h0, W_x, W_h, b), want, rtol=1e-10, what="states")


@points(
    2, hint="Keep the state a tensor of the graph: no .data, no .detach().", backends=("torch",)
)
def test_gradient_goes_back_through_time(rnn_forward, rng):
    """Why: the weights act at every step, and the gradient must come back from each of them."""
    X, h0, W_x, W_h, b = _rnn_forward_draw(rng, 2, 4, 2, 3)
    upstream = rng.normal(size=(2, 4, 3))
    found = vjp_of(rnn_forward, X, h0, W_x, W_h, b, upstream=upstream, wrt=(1, 3))
    for position, got, name in zip((1, 3), found, ("h0", "W_h")):

        def loss(v, position=position):
            args = [X, h0, W_x, W_h, b]
            args[position] = v
            return np.sum(upstream * rnn_forward(*args))

        slope = numeric_gradient(loss, (h0, W_h)[position == 3], eps=1e-5)
        assert_close(got, slope, rtol=1e-6, atol=1e-8, what=f"gradient to {name}")
