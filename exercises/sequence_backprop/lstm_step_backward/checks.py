def _lstm_step_backward_case(rng, n, d, h):
    """dh, dc, x, h, c, W, b."""
    shapes = ((n, h), (n, h), (n, d), (n, h), (n, h), (d + h, 4 * h), (4 * h,))
    return [rng.normal(size=s) for s in shapes]


def _lstm_step_backward_loss(dh, dc, x, h, c, W, b):
    """sum(dh * h') + sum(dc * c'), whose gradients are wanted."""
    size = h.shape[1]
    z = np.hstack([x, h]) @ W + b
    i, f, o = (1 / (1 + np.exp(-z[:, k * size : (k + 1) * size])) for k in (0, 1, 3))
    new = f * c + i * np.tanh(z[:, 2 * size : 3 * size])
    return np.sum(dh * o * np.tanh(new)) + np.sum(dc * new)


@points(1, hint="With W = 0 and b = 0 the three gates are 1/2, and the candidate is 0.")
def test_gates_at_one_half_by_hand(lstm_step_backward):
    """Why: with every gate at one half each of the four gradients is a product of simple numbers."""
    one = np.ones((1, 1))
    dx, dh_old, dc_old, dW, db = lstm_step_backward(
        0 * one, one, one, one, 3 * one, np.zeros((2, 4)), np.zeros(4)
    )
    dz = [0.0, 3 / 4, 1 / 2, 0.0]  # i: times g = 0; f: times c, slope 1/4; g: times i, slope 1
    assert_close(db, dz, what="db when only the cell state has a gradient")
    assert_close(dW, [dz, dz], what="dW")
    assert_close(dc_old, [[0.5]], what="dc_old")
    assert_close(np.hstack([dx, dh_old]), [[0.0, 0.0]], what="dx and dh_old with W = 0")


@points(1, hint="dc_old is dc_all times the forget gate: element by element, without W.")
def test_open_forget_gate_passes_the_gradient_unchanged(lstm_step_backward, rng):
    """Why: this path is what an LSTM is for: with f = 1 and nothing shown, dc goes through as it is."""
    dh, dc, x, h, c, W, b = _lstm_step_backward_case(rng, 2, 2, 3)
    b[3:6], b[9:] = 500.0, -500.0
    dc_old = lstm_step_backward(dh, dc, x, h, c, W, b)[2]
    assert_close(dc_old, dc, what="dc_old with f = 1 and o = 0")


@points(3, hint="Each name tells which gradient. dW: rows for [x, h]; columns i, f, g, o.")
def test_against_central_differences(lstm_step_backward, rng):
    """Why: differences of h' and c' know no gate by name, so they find a factor that is missing."""
    for n, d, h in growing((1, 2), (1, 2), (1, 3)):
        dh, dc, *args = _lstm_step_backward_case(rng, n, d, h)
        got = lstm_step_backward(dh, dc, *args)
        order = (("dx", 0, 0), ("dh_old", 1, 1), ("dc_old", 2, 2), ("dW", 3, 3), ("db", 4, 4))
        for name, at, k in order:

            def loss(v, k=k, args=args, dh=dh, dc=dc):
                return _lstm_step_backward_loss(dh, dc, *args[:k], v, *args[k + 1 :])

            slope = numeric_gradient(loss, args[k], eps=1e-5)
            assert_close(got[at], slope, rtol=1e-7, atol=1e-8, what=name)
