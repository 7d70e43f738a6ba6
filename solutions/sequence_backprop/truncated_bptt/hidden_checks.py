def _truncated_bptt_draw(rng, n, t, d, h, dtype=float):
    """U, X, h0, W_x, W_h, b."""
    shapes = ((n, t, h), (n, t, d), (n, h), (d, h), (h, h), (h,))
    return [rng.normal(size=s).astype(dtype) for s in shapes]


@points(2, hint="The chunks are counted from the first step; the last one may be shorter.")
def test_chunks_equal_the_reference(bptt_in_chunks, ref, rng):
    """Why: every k, whether it divides t or not."""
    for n, t, h, k in growing((1, 3), (1, 4, 7), (1, 3), (1, 2, 3, 5, 7)):
        args = (*_truncated_bptt_draw(rng, n, t, 2, h), k)
        for name, got, want in zip(
            ("dW_x", "dW_h", "db"), bptt_in_chunks(*args), ref.bptt_in_chunks(*args)
        ):
            assert_close(got, want, what=f"{name} in chunks of {k}, t = {t}")


@points(2, hint="k steps, the step of the loss among them.")
def test_windows_equal_the_reference(bptt_in_windows, ref, rng):
    """Why: every k, from one step to more steps than there are."""
    for n, t, h, k in growing((1, 3), (1, 4, 6), (1, 3), (1, 2, 3, 6, 9)):
        args = (*_truncated_bptt_draw(rng, n, t, 2, h), k)
        for name, got, want in zip(
            ("dW_x", "dW_h", "db"), bptt_in_windows(*args), ref.bptt_in_windows(*args)
        ):
            assert_close(got, want, what=f"{name} in windows of {k}, t = {t}")


@points(2, hint="A chunk is a run of its own that starts from the state where the last one ended.")
def test_each_chunk_is_a_run_of_its_own(bptt_in_chunks, rng):
    """Why: the state is carried over the boundary, the gradient is not."""
    U, X, h0, *weights = _truncated_bptt_draw(rng, 2, 7, 2, 3)
    W_x, W_h, b = weights
    h, want = h0, [0.0, 0.0, 0.0]
    for start in range(0, 7, 3):
        part = slice(start, start + 3)
        alone = bptt_in_chunks(U[:, part], X[:, part], h, *weights, 7)
        want = [w + a for w, a in zip(want, alone)]
        for s in range(start, min(start + 3, 7)):
            h = np.tanh(X[:, s] @ W_x + h @ W_h + b)
    got = bptt_in_chunks(U, X, h0, *weights, 3)
    for name, g, w in zip(("dW_x", "dW_h", "db"), got, want):
        assert_close(g, w, what=name)


@points(1, hint="The gradient is linear in U: take one step's loss at a time.")
def test_windows_treat_every_step_alike(bptt_in_windows, rng):
    """Why: a loss at step s must see steps s - k + 1 to s of the run, wherever s is."""
    U, X, h0, *weights = _truncated_bptt_draw(rng, 2, 5, 2, 2)
    total = [0.0, 0.0, 0.0]
    for s in range(5):
        only = np.zeros_like(U)
        only[:, s] = U[:, s]
        share = bptt_in_windows(only[:, : s + 1], X[:, : s + 1], h0, *weights, 2)
        total = [have + new for have, new in zip(total, share)]
    for name, g, w in zip(("dW_x", "dW_h", "db"), bptt_in_windows(U, X, h0, *weights, 2), total):
        assert_close(g, w, what=name)


@points(1, hint="k = 0 would leave out everything; say that it is a mistake.")
def test_k_below_one_is_refused(bptt_in_chunks, bptt_in_windows, rng):
    """Why: a k of 0 gives a gradient of zero, or a division by zero, and training that stands still."""
    args = _truncated_bptt_draw(rng, 1, 3, 1, 2)
    for function in (bptt_in_chunks, bptt_in_windows):
        assert_shape(function(*args, 1)[1], (2, 2), "dW_h")
        for k in (0, -1, -3):
            assert_raises(ValueError, function, *args, k)


@points(1, hint="float32 in, float32 out; write into no argument.")
def test_dtype_is_kept_and_inputs_left_alone(bptt_in_chunks, bptt_in_windows, rng):
    """Why: U belongs to the layer above, h0 to the batch before."""
    args = _truncated_bptt_draw(rng, 2, 4, 2, 3, "float32")
    for function in (bptt_in_chunks, bptt_in_windows):
        for name, value in zip(("dW_x", "dW_h", "db"), assert_inputs_unchanged(function, *args, 2)):
            assert_dtype(value, "float32", name)


@points(3, hint="h = h.detach() at the start of each chunk is the oracle.", backends=("torch",))
def test_chunks_equal_torch_with_detach(bptt_in_chunks, rng):
    """Why: autograd through torch's own layer, cut by detach, shares no line with yours."""
    import torch

    for t, k in ((1, 1), (5, 2), (6, 3), (7, 4)):
        U, X, h0, *weights = _truncated_bptt_draw(rng, 3, t, 2, 3)
        W_x, W_h, b = leaves = [torch.from_numpy(w.copy()).requires_grad_(True) for w in weights]
        layer = torch.nn.RNN(2, 3, batch_first=True, dtype=torch.float64)
        names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
        own = dict(zip(names, (W_x.T, W_h.T, b, torch.zeros_like(b))))
        h, loss = torch.from_numpy(h0)[None], 0.0
        for start in range(0, t, k):
            x, u = (torch.from_numpy(a[:, start : start + k].copy()) for a in (X, U))
            out, h = torch.func.functional_call(layer, own, (x, h.detach()))
            loss = loss + (u * out).sum()
        wanted = torch.autograd.grad(loss, leaves)
        for name, got, want in zip(
            ("dW_x", "dW_h", "db"), bptt_in_chunks(U, X, h0, *weights, k), wanted
        ):
            assert_close(got, want.numpy(), what=f"{name} in chunks of {k}, t = {t}")


@points(
    2, hint="Detach the state before the window, and run the window alone.", backends=("torch",)
)
def test_windows_equal_torch_with_detach(bptt_in_windows, rng):
    """Why: one autograd run for each loss term, each from its own detached state."""
    import torch

    U, X, h0, *weights = _truncated_bptt_draw(rng, 2, 5, 2, 3)
    W_x, W_h, b = leaves = [torch.from_numpy(w.copy()).requires_grad_(True) for w in weights]
    for k in (1, 3, 5):
        states, loss = [torch.from_numpy(h0)], 0.0
        for s in range(5):
            h = states[max(s - k + 1, 0)].detach()
            for r in range(max(s - k + 1, 0), s + 1):
                h = torch.tanh(torch.from_numpy(X[:, r]) @ W_x + h @ W_h + b)
            states.append(h)
            loss = loss + (torch.from_numpy(U[:, s]) * h).sum()
        wanted = torch.autograd.grad(loss, leaves)
        for name, got, want in zip(
            ("dW_x", "dW_h", "db"), bptt_in_windows(U, X, h0, *weights, k), wanted
        ):
            assert_close(got, want.numpy(), what=f"{name} in windows of {k}")
