def _rnn_bptt_case(rng, n, t, d, h):
    """U, X, h0, W_x, W_h, b and a random mask."""
    shapes = ((n, t, h), (n, t, d), (n, h), (d, h), (h, h), (h,))
    return [*(rng.normal(size=s) for s in shapes), rng.random((n, t)) < 0.7]


def _rnn_bptt_loss(U, X, h0, W_x, W_h, b, mask):
    """sum(U * states), written without the given function."""
    h, total = h0, 0.0
    for s in range(X.shape[1]):
        h = np.where(mask[:, [s]], np.tanh(X[:, s] @ W_x + h @ W_h + b), h)
        total += np.sum(U[:, s] * h)
    return total


@points(1, hint="At step 3 the slope is 1 - h3^2. W_h is used in steps 2 and 3: two terms.")
def test_one_unit_by_hand(rnn_bptt):
    """Why: three numbers can be followed on paper: x = 1, 0, 0, w = 1/2, and the loss h2 + h3."""
    one = np.ones((1, 1))
    U, X = np.array([[[0.0], [1.0], [1.0]]]), np.array([[[1.0], [0.0], [0.0]]])
    dX, dh0, dW_x, dW_h, db = rnn_bptt(
        U, X, 0 * one, one, one / 2, np.zeros(1), np.ones((1, 3)) > 0
    )
    h1 = np.tanh(1.0)
    h2 = np.tanh(h1 / 2)
    h3 = np.tanh(h2 / 2)
    a3 = 1 - h3**2
    a2 = (1 + a3 / 2) * (1 - h2**2)
    a1 = a2 / 2 * (1 - h1**2)
    assert_close(dW_h, [[a3 * h2 + a2 * h1]], what="dW_h")
    assert_close(db, [a1 + a2 + a3], what="db")
    assert_close(dW_x, [[a1]], what="dW_x")
    assert_close(dX, [[[a1], [a2], [a3]]], what="dX")
    assert_close(dh0, [[a1 / 2]], what="dh0")


@points(2, hint="Forward: h_old @ W_h. Backward: da @ W_h.T, and h_old.T @ da for the weights.")
def test_one_step_against_central_differences(rnn_step_backward, rng):
    """Why: one step is a linear layer with two inputs, and differences know no transposes."""
    for n, d, h in growing((1, 3), (1, 2), (1, 3)):
        U, X, h0, W_x, W_h, b, _ = _rnn_bptt_case(rng, n, 1, d, h)
        args = [X[:, 0], h0, W_x, W_h, b]
        new = np.tanh(X[:, 0] @ W_x + h0 @ W_h + b)
        got = rnn_step_backward(U[:, 0], X[:, 0], h0, new, W_x, W_h)
        for k, name in enumerate(("dx", "dh_old", "dW_x", "dW_h", "db")):

            def loss(v, k=k, args=args, u=U[:, 0]):
                x, old, A, B, c = [*args[:k], v, *args[k + 1 :]]
                return np.sum(u * np.tanh(x @ A + old @ B + c))

            slope = numeric_gradient(loss, args[k], eps=1e-5)
            assert_close(got[k], slope, rtol=1e-7, atol=1e-8, what=name)


@points(3, hint="dh = dh + U[:, s], then back through the step; the weights' gradients are sums.")
def test_whole_run_against_central_differences(rnn_bptt, rng):
    """Why: the same weights serve every step, so each gradient is a sum over time."""
    for n, t, d, h in growing((1, 2), (1, 3), (1, 2), (1, 2)):
        U, *args, _ = _rnn_bptt_case(rng, n, t, d, h)
        mask = np.ones((n, t), dtype=bool)
        got = rnn_bptt(U, *args, mask)
        for k, name in enumerate(("dX", "dh0", "dW_x", "dW_h", "db")):

            def loss(v, k=k, args=args, U=U, mask=mask):
                return _rnn_bptt_loss(U, *args[:k], v, *args[k + 1 :], mask)

            slope = numeric_gradient(loss, args[k], eps=1e-5)
            assert_close(got[k], slope, rtol=1e-7, atol=1e-8, what=name)


@points(2, hint="At the padding: dX is 0, and dh goes on as it is. It must not become 0.")
def test_padding_hands_the_gradient_on(rnn_bptt, rng):
    """Why: a loss on the last column must teach the last real word, however far in front it stands."""
    _, *args, _ = _rnn_bptt_case(rng, 2, 5, 2, 3)
    mask = np.array([[1, 1, 0, 0, 0], [1, 1, 1, 1, 1]]) > 0
    U = np.zeros((2, 5, 3))
    U[:, -1] = rng.normal(size=(2, 3))
    short = np.zeros((1, 2, 3))
    short[:, -1] = U[:1, -1]
    dX, dh0, *_ = rnn_bptt(U, *args, mask)
    alone = rnn_bptt(short, args[0][:1, :2], args[1][:1], *args[2:], mask[:1, :2])
    assert_close(dX[:1, :2], alone[0], what="dX of the short sequence")
    assert_close(dX[0, 2:], np.zeros((3, 2)), what="dX at the padding")
    assert_close(dh0[:1], alone[1], what="dh0 of the short sequence")
