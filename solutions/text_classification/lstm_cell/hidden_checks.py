def _lstm_parameters(rng, d, h, dtype=float):
    """Random parameters in torch's layout."""
    shapes = ((4 * h, d), (4 * h, h), (4 * h,), (4 * h,))
    return [rng.normal(size=s).astype(dtype) for s in shapes]


def _lstm_torch_layer(parameters):
    """torch's own layer with these parameters, float64."""
    W_ih, W_hh = parameters[:2]
    layer = torch.nn.LSTM(W_ih.shape[1], W_hh.shape[1], batch_first=True, dtype=torch.float64)
    for name, value in zip(
        ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"), parameters
    ):
        getattr(layer, name).data = torch.from_numpy(value)
    return layer


@points(2, hint="Compare z with the formula for n = d = h = 1, then gate by gate.")
def test_step_equals_the_reference(lstm_cell, ref, rng):
    """Why: every parameter and both states must enter, for any sizes."""
    for n, d, h in growing((1, 2, 4), (1, 3), (1, 2, 5)):
        x, old_h, old_c = rng.normal(size=(n, d)), rng.normal(size=(n, h)), rng.normal(size=(n, h))
        parameters = _lstm_parameters(rng, d, h)
        new_h, new_c = lstm_cell(x, old_h, old_c, *parameters)
        want_h, want_c = ref.lstm_cell(x, old_h, old_c, *parameters)
        assert_close(new_c, want_c, what="c'")
        assert_close(new_h, want_h, what="h'")


@points(2, hint="Carry both states from step to step; store h, not c.")
def test_layer_equals_the_reference(lstm_layer, ref, rng):
    """Why: a state that is reset, swapped or one step late shows only after several steps."""
    for n, t, d, h in growing((1, 3), (1, 2, 6), (1, 3), (1, 4)):
        X, parameters = rng.normal(size=(n, t, d)), _lstm_parameters(rng, d, h)
        assert_close(lstm_layer(X, *parameters), ref.lstm_layer(X, *parameters), what="states")


@points(1, hint="+= and *= write into the caller's states, which the next step still needs.")
def test_inputs_are_left_alone(lstm_cell, lstm_layer, rng):
    """Why: the caller keeps the old states, for the backward pass or for another branch."""
    parameters = _lstm_parameters(rng, 2, 3)
    states = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    assert_inputs_unchanged(lstm_cell, rng.normal(size=(4, 2)), *states, *parameters)
    assert_inputs_unchanged(lstm_layer, rng.normal(size=(4, 3, 2)), *parameters)


@points(1, hint="np.zeros makes float64 unless it is told the type of X.")
def test_dtype_is_kept(lstm_cell, lstm_layer, rng):
    """Why: float64 states in a float32 network double its memory, or fail in torch."""
    parameters = _lstm_parameters(rng, 2, 3, "float32")
    state = rng.normal(size=(4, 3)).astype("float32")
    new_h, new_c = lstm_cell(rng.normal(size=(4, 2)).astype("float32"), state, state, *parameters)
    assert_dtype(new_h, "float32", "h'")
    assert_dtype(new_c, "float32", "c'")
    H = lstm_layer(rng.normal(size=(4, 3, 2)).astype("float32"), *parameters)
    assert_dtype(H, "float32", "lstm_layer(X, …)")


@points(1, hint="tanh(c') takes the new cell state, not the old one, and c has no bound.")
def test_large_states_stay_finite(lstm_cell, ref, rng):
    """Why: the cell state can grow with the length of a text; gates saturate and must not overflow."""
    x, h = 1e4 * rng.normal(size=(3, 2)), rng.normal(size=(3, 2))
    c, parameters = 1e3 * rng.normal(size=(3, 2)), _lstm_parameters(rng, 2, 2)
    for got, want in zip(lstm_cell(x, h, c, *parameters), ref.lstm_cell(x, h, c, *parameters)):
        assert_close(got, want, what="state")


@points(1, hint="A state with 4h rows of weights is a state of size h; say so when it isn't.")
def test_wrong_state_size_is_refused(lstm_cell, rng):
    """Why: (n, 1) states broadcast silently against (n, h) gates and give a wrong answer."""
    parameters = _lstm_parameters(rng, 2, 3)
    x, good = rng.normal(size=(4, 2)), rng.normal(size=(4, 3))
    assert_shape(lstm_cell(x, good, good, *parameters)[1], (4, 3), "c'")
    assert_raises(ValueError, lstm_cell, x, good, good[:, :1], *parameters)
    assert_raises(ValueError, lstm_cell, x, good, good[:1], *parameters)
    assert_raises(ValueError, lstm_cell, x, good[:1], good, *parameters)


@points(1, hint="torch orders the gates i, f, g, o.", backends=("torch",))
def test_equals_torch(lstm_layer, rng):
    """Why: with this order a trained checkpoint can be read; with another it is noise."""
    import torch

    X, parameters = rng.normal(size=(3, 5, 2)), _lstm_parameters(rng, 2, 4)
    with torch.no_grad():
        wanted, _ = _lstm_torch_layer(parameters)(torch.from_numpy(X))
    assert_close(lstm_layer(X, *parameters), wanted.numpy(), what="states")


@points(
    2,
    hint="Use tensor operations all the way; .data, .detach() and NumPy cut the graph.",
    backends=("torch",),
)
def test_gradient_equals_torch(lstm_layer, rng):
    """Why: back-propagation through time must reach X and every parameter."""
    import torch

    X, parameters = rng.normal(size=(2, 4, 3)), _lstm_parameters(rng, 3, 2)
    upstream = rng.normal(size=(2, 4, 2))
    layer, inputs = _lstm_torch_layer(parameters), torch.from_numpy(X.copy()).requires_grad_(True)
    H = layer(inputs)[0]
    assert_close(lstm_layer(X, *parameters), H.detach().numpy(), what="states")
    H.backward(torch.from_numpy(upstream))
    wanted = [inputs.grad, *(p.grad for p in layer.parameters())]
    found = vjp_of(lstm_layer, X, *parameters, upstream=upstream, wrt=(0, 1, 2, 3, 4))
    for name, got, want in zip(("X", "W_ih", "W_hh", "b_ih", "b_hh"), found, wanted):
        assert_close(got, want.numpy(), what=f"gradient to {name}")
