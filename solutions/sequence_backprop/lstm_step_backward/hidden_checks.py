def _lstm_step_backward_draw(rng, n, d, h, dtype=float):
    """dh, dc, x, h, c, W, b."""
    shapes = ((n, h), (n, h), (n, d), (n, h), (n, h), (d + h, 4 * h), (4 * h,))
    return [rng.normal(size=s).astype(dtype) for s in shapes]


@points(2, hint="All five, for any sizes, batches of one included.")
def test_equals_the_reference(lstm_step_backward, ref, rng):
    """Why: random sizes, every dimension with a size of its own."""
    for n, d, h in growing((1, 2, 5), (1, 3), (1, 2, 4)):
        args = _lstm_step_backward_draw(rng, n, d, h)
        for name, got, want in zip(
            ("dx", "dh_old", "dc_old", "dW", "db"),
            lstm_step_backward(*args),
            ref.lstm_step_backward(*args),
        ):
            assert_close(got, want, what=name)


@points(1, hint="dc is added to dh * o * (1 - tanh(c')^2); neither replaces the other.")
def test_both_arriving_gradients_count(lstm_step_backward, rng):
    """Why: the backward pass is linear in what arrives, so the two parts must add up."""
    dh, dc, *args = _lstm_step_backward_draw(rng, 3, 2, 2)
    whole = lstm_step_backward(dh, dc, *args)
    above, behind = (lstm_step_backward(*p, *args) for p in ((dh, 0 * dc), (0 * dh, dc)))
    for name, w, a, p in zip(("dx", "dh_old", "dc_old", "dW", "db"), whole, above, behind):
        assert_close(w, a + p, what=name)
        assert_that(np.abs(a).max() > 1e-6, "dh alone gives a gradient", a, name)
        assert_that(np.abs(p).max() > 1e-6, "dc alone gives a gradient", p, name)


@points(1, hint="The order of the columns is i, f, g, o: the forget gate is the second.")
def test_a_shut_forget_gate_cuts_the_past(lstm_step_backward, rng):
    """Why: with f = 0 the old cell is not felt, and the gate's own slope is 0 as well."""
    dh, dc, x, h, c, W, b = _lstm_step_backward_draw(rng, 2, 2, 3)
    b[3:6] = -800.0
    _, _, dc_old, dW, db = lstm_step_backward(dh, dc, x, h, c, W, b)
    assert_close(dc_old, np.zeros((2, 3)), what="dc_old with f = 0")
    assert_close(db[3:6], np.zeros(3), what="db of the forget gate")
    assert_close(dW[:, 3:6], np.zeros((5, 3)), what="dW of the forget gate")
    assert_that(np.abs(db[:3]).min() > 1e-9, "the other gates learn", db, "db")


@points(1, hint="Sum over the batch for dW and db; no mean.")
def test_rows_add_up(lstm_step_backward, rng):
    """Why: each sequence of the batch gives its share to the one set of weights."""
    dh, dc, x, h, c, W, b = _lstm_step_backward_draw(rng, 3, 2, 2)
    whole = lstm_step_backward(dh, dc, x, h, c, W, b)
    parts = [lstm_step_backward(*(a[r : r + 1] for a in (dh, dc, x, h, c)), W, b) for r in range(3)]
    assert_close(whole[3], sum(p[3] for p in parts), what="dW")
    assert_close(whole[4], sum(p[4] for p in parts), what="db")
    for k, name in enumerate(("dx", "dh_old", "dc_old")):
        assert_close(whole[k], np.concatenate([p[k] for p in parts]), what=name)


@points(1, hint="Compare both shapes with that of c before the arithmetic.")
def test_shapes_that_do_not_fit_are_refused(lstm_step_backward, rng):
    """Why: a gradient of one row would broadcast over the batch."""
    dh, dc, *args = _lstm_step_backward_draw(rng, 3, 2, 2)
    assert_shape(lstm_step_backward(dh, dc, *args)[0], (3, 2), "dx")
    for bad in (dh[:1], dh[0], dh[:, :1], dh[:2]):
        assert_raises(ValueError, lstm_step_backward, bad, dc, *args)
        assert_raises(ValueError, lstm_step_backward, dh, bad, *args)


@points(1, hint="Build new arrays: dc belongs to the step that comes next.")
def test_dtype_is_kept_and_inputs_left_alone(lstm_step_backward, rng):
    """Why: `dc += ...` would change the caller's gradient; a float64 dW would not fit its W."""
    args = _lstm_step_backward_draw(rng, 2, 3, 2, "float32")
    for name, value in zip(
        ("dx", "dh_old", "dc_old", "dW", "db"), assert_inputs_unchanged(lstm_step_backward, *args)
    ):
        assert_dtype(value, "float32", name)


@points(3, hint="torch.nn.LSTMCell keeps the transposes, and two biases.", backends=("torch",))
def test_equals_torchs_cell(lstm_step_backward, rng):
    """Why: autograd through the library's cell is an oracle that shares no line with yours."""
    import torch

    for n, d, h in growing((1, 3), (1, 2), (2, 3)):
        dh, dc, *arrays = _lstm_step_backward_draw(rng, n, d, h)
        leaves = [torch.from_numpy(a.copy()).requires_grad_(True) for a in arrays]
        x, old_h, old_c, W, b = leaves
        cell = torch.nn.LSTMCell(d, h, dtype=torch.float64)
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        own = dict(zip(names, (W[:d].T, W[d:].T, b, torch.zeros_like(b))))
        new = torch.func.functional_call(cell, own, (x, (old_h, old_c)))
        upstream = [torch.from_numpy(a) for a in (dh, dc)]
        wanted = torch.autograd.grad(new, leaves, upstream)
        for name, got, want in zip(
            ("dx", "dh_old", "dc_old", "dW", "db"), lstm_step_backward(dh, dc, *arrays), wanted
        ):
            assert_close(got, want.numpy(), what=name)
