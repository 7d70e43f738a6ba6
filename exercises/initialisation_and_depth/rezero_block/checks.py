@points(1, hint="z = (-1, 5), so F = (0 + 5·1, 0 + 5·(-2)).")
def test_block_by_hand(rezero_forward, rezero_backward):
    """Why: one example on paper shows every factor."""
    W1, W2 = np.array([[1.0, 1.0], [-1.0, 2.0]]), np.array([[7.0, 7.0], [1.0, -2.0]])
    Y, cache = rezero_forward(np.array([[1.0, 2.0]]), np.float64(0.5), W1, W2)
    assert_close(Y, [[3.5, -3.0]], what="Y = (1, 2) + 0.5 · (5, -10)")
    dX, dalpha, dW1, dW2 = rezero_backward(np.array([[2.0, 1.0]]), cache)
    assert_close(dalpha, 0.0, what="dalpha = 2·5 + 1·(-10)")
    assert_close(dX, [[2.0, 1.0]], what="dX: here the branch's part is 0")
    assert_close(dW1, [[0.0, 0.0], [0.0, 0.0]], what="dW1")
    assert_close(dW2, [[0.0, 0.0], [5.0, 2.5]], what="dW2")


@points(1, hint="alpha = 0: the block is the identity, and its gradient is dY.")
def test_start_is_the_identity(rezero_forward, rezero_backward, rng):
    """Why: a thousand such blocks pass a signal and its gradient unchanged."""
    X, W1, W2 = rng.normal(size=(3, 4)), rng.normal(size=(4, 5)), rng.normal(size=(5, 4))
    dY = rng.normal(size=(3, 4))
    Y, cache = rezero_forward(X, np.float64(0.0), W1, W2)
    assert_close(Y, X, what="Y at alpha = 0")
    dX, dalpha, dW1, dW2 = rezero_backward(dY, cache)
    assert_close(dX, dY, what="dX at alpha = 0")
    assert_close(dW1, np.zeros((4, 5)), what="dW1 at alpha = 0")
    assert_close(dW2, np.zeros((5, 4)), what="dW2 at alpha = 0")
    assert_close(dalpha, np.sum(dY * (np.maximum(X @ W1, 0) @ W2)), what="dalpha at alpha = 0")


@points(2, hint="Move one argument, hold the others; the differences use your forward pass alone.")
def test_gradients_against_central_differences(rezero_forward, rezero_backward, rng):
    """Why: central differences count every path from an argument to the loss."""
    names = ("X", "alpha", "W1", "W2")
    for n, d, h in growing((1, 3), (1, 2), (1, 3)):
        args = [rng.normal(size=s) for s in ((n, d), (), (d, h), (h, d))]
        args[1] = np.float64(rng.uniform(0.5, 2))
        dY = rng.normal(size=(n, d))
        got = rezero_backward(dY, rezero_forward(*args)[1])
        assert_equal(len(got), 4, "number of gradients")
        for i, name in enumerate(names):

            def loss(v, i=i, args=args, dY=dY):
                moved = [*args]
                moved[i] = v if i != 1 else np.float64(v)
                return np.sum(dY * rezero_forward(*moved)[0])

            slope = numeric_gradient(loss, args[i], eps=1e-6)
            assert_close(got[i], slope, rtol=1e-6, atol=1e-8, what=f"d{name}")
