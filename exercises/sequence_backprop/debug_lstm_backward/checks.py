def _debug_lstm_backward_case(rng, n, t, d, h):
    """U, X, h0, c0, W, b."""
    shapes = ((n, t, h), (n, t, d), (n, h), (n, h), (d + h, 4 * h), (4 * h,))
    return [rng.normal(size=s) for s in shapes]


def _debug_lstm_backward_loss(U, X, h, c, W, b):
    """sum(U * hidden states)."""
    size, total = h.shape[1], 0.0
    for s in range(X.shape[1]):
        z = np.hstack([X[:, s], h]) @ W + b
        i, f, o = (1 / (1 + np.exp(-z[:, k * size : (k + 1) * size])) for k in (0, 1, 3))
        c = f * c + i * np.tanh(z[:, 2 * size : 3 * size])
        h = o * np.tanh(c)
        total += np.sum(U[:, s] * h)
    return total


@points(1, hint="These pass with the broken code, too. What is special about a shut forget gate?")
def test_shut_forget_gates(lstm_layer_backward, rng):
    """Why: the case in which the broken code is right must stay right."""
    U, *args = _debug_lstm_backward_case(rng, 2, 3, 2, 2)
    args[-1][2:4] = -50.0
    got = lstm_layer_backward(U, *args)
    for k, name in enumerate(("dX", "dh0", "dc0", "dW", "db")):

        def loss(v, k=k, args=args, U=U):
            return _debug_lstm_backward_loss(U, *args[:k], v, *args[k + 1 :])

        slope = numeric_gradient(loss, args[k], eps=1e-5)
        assert_close(got[k], slope, rtol=1e-7, atol=1e-8, what=name)


@points(3, hint="Compare the columns of dW one gate at a time: which block differs for t = 1?")
def test_any_gates_against_central_differences(lstm_layer_backward, rng):
    """Why: differences of the forward pass tell, entry by entry, where the broken code is wrong."""
    for n, t, d, h in growing((1, 2), (1, 3), (1, 2), (1, 2)):
        U, *args = _debug_lstm_backward_case(rng, n, t, d, h)
        got = lstm_layer_backward(U, *args)
        for k, name in enumerate(("dX", "dh0", "dc0", "dW", "db")):

            def loss(v, k=k, args=args, U=U):
                return _debug_lstm_backward_loss(U, *args[:k], v, *args[k + 1 :])

            slope = numeric_gradient(loss, args[k], eps=1e-5)
            assert_close(got[k], slope, rtol=1e-7, atol=1e-8, what=name)
