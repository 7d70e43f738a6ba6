def _gru_step_draw(rng, n, d, h, dtype=float):
    """x, h and the parameters in torch's layout."""
    shapes = ((n, d), (n, h), (3 * h, d), (3 * h, h), (3 * h,), (3 * h,))
    return [rng.normal(size=s).astype(dtype) for s in shapes]


@points(2, hint="Compare a_r, a_z, a_g and q_r, q_z, q_g with the formula for n = d = h = 1.")
def test_step_equals_the_reference(gru_step, ref, rng):
    """Why: every parameter must enter at its place, for any sizes."""
    for n, d, h in growing((1, 2, 4), (1, 3), (1, 2, 5)):
        args = _gru_step_draw(rng, n, d, h)
        assert_close(gru_step(*args), ref.gru_step(*args), what="h'")


@points(1, hint="h' lies between the candidate and the old state, unit by unit.")
def test_new_state_is_between_candidate_and_old_state(gru_step, rng):
    """Why: (1 - z) and z add up to 1; with other weights the state could grow without bound."""
    x, h, *parameters = _gru_step_draw(rng, 6, 2, 4)
    new = gru_step(x, 5 * h, *parameters)
    limit = np.maximum(np.abs(5 * h), 1.0)
    assert_that(np.all(np.abs(new) <= limit), "|h'| at most max(|h|, 1)", new - limit, "h'")
    assert_shape(new, (6, 4), "h'")
    calm = gru_step(x, h, *[0 * p for p in parameters])
    assert_close(calm, h / 2, what="h' with all parameters 0")


@points(1, hint="The biases differ: b_hh's last third stands inside the reset, b_ih's does not.")
def test_the_two_candidate_biases_are_not_one(gru_step, ref, rng):
    """Why: in the gates only the sum of the biases counts; in the candidate it does not."""
    x, h, W_ih, W_hh, b_ih, b_hh = _gru_step_draw(rng, 3, 2, 2)
    moved = rng.normal(size=6)
    moved[4:] = 0.0
    before = gru_step(x, h, W_ih, W_hh, b_ih, b_hh)
    assert_close(gru_step(x, h, W_ih, W_hh, b_ih + moved, b_hh - moved), before, what="gates")
    moved = np.roll(moved, 2) * np.array([0, 0, 0, 0, 1, 1.0]) + np.array([0, 0, 0, 0, 1, 1.0])
    args = (x, h, W_ih, W_hh, b_ih + moved, b_hh - moved)
    assert_close(gru_step(*args), ref.gru_step(*args), what="candidate")


@points(1, hint="Compare h.shape with (n, h) before the arithmetic.")
def test_a_state_that_does_not_fit_is_refused(gru_step, rng):
    """Why: a state (1, h) or (n, 1) broadcasts in z * h without a word."""
    x, h, *parameters = _gru_step_draw(rng, 3, 2, 4)
    assert_shape(gru_step(x, h, *parameters), (3, 4), "h'")
    for wrong in (h[:1], h[0], h[:, :1], h[:2], h[None]):
        assert_raises(ValueError, gru_step, x, wrong, *parameters)


@points(1, hint="Gates saturate: sigmoid and tanh must stay finite for large sums.")
def test_large_inputs_stay_finite(gru_step, ref, rng):
    """Why: an outlier in the data must shut or open a gate and not make nan."""
    x, h, *parameters = _gru_step_draw(rng, 3, 2, 2)
    args = (1e4 * x, h, *parameters)
    assert_close(gru_step(*args), ref.gru_step(*args), what="h'")


@points(1, hint="float32 in, float32 out; *= writes into the caller's state.")
def test_dtype_is_kept_and_inputs_left_alone(gru_step, rng):
    """Why: the old state is needed again, for the backward pass."""
    args = _gru_step_draw(rng, 3, 2, 4, "float32")
    assert_dtype(assert_inputs_unchanged(gru_step, *args), "float32", "h'")


@points(1, hint="torch orders the parts r, z, n; its n is our g.", backends=("torch",))
def test_equals_torchs_own_cell(gru_step, rng):
    """Why: with this convention a trained checkpoint can be read; with another it is noise."""
    import torch

    x, h, *parameters = _gru_step_draw(rng, 4, 3, 5)
    want = torch.gru_cell(*(torch.from_numpy(a) for a in (x, h, *parameters))).numpy()
    assert_close(gru_step(x, h, *parameters), want, rtol=1e-10, what="h'")


@points(
    1, hint="Tensor operations only, so that autograd reaches every argument.", backends=("torch",)
)
def test_gradient_equals_torch(gru_step, rng):
    """Why: the state's gradient has two ways back, through z * h and through the gates."""
    import torch

    args = _gru_step_draw(rng, 2, 3, 4)
    upstream = rng.normal(size=(2, 4))
    leaves = [torch.from_numpy(a.copy()).requires_grad_(True) for a in args]
    want = torch.autograd.grad(torch.gru_cell(*leaves), leaves, torch.from_numpy(upstream))
    found = vjp_of(gru_step, *args, upstream=upstream, wrt=(0, 1, 2, 3, 4, 5))
    for name, got, w in zip(("x", "h", "W_ih", "W_hh", "b_ih", "b_hh"), found, want):
        assert_close(got, w.numpy(), what=f"gradient to {name}")
