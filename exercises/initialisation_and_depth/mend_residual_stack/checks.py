def _stack(X, layers):
    for alpha, W in layers:
        X = X + alpha * np.tanh(X @ W)
    return X


@points(1, hint="The last block alone: dalpha is the sum of dY * H.")
def test_gradients_of_one_block(residual_stack_backward, rng):
    """Why: what works in the given code has to go on working."""
    for n, d in growing((1, 3), (1, 2)):
        X, W, dY = rng.normal(size=(n, d)), rng.normal(size=(d, d)), rng.normal(size=(n, d))
        alpha = np.float64(rng.uniform(0.5, 1.5))
        grads = residual_stack_backward(dY, X, [(alpha, W)])[1]
        H = np.tanh(X @ W)
        assert_equal(len(grads), 1, "number of pairs in grads")
        assert_close(grads[0][0], np.sum(dY * H), what="dalpha")
        assert_close(grads[0][1], alpha * X.T @ (dY * (1 - H**2)), what="dW")


@points(2, hint="How many paths lead from X to the output of a block?")
def test_input_gradient_against_central_differences(residual_stack_backward, rng):
    """Why: a gradient check of dX counts every path from the input to the loss."""
    for depth, n in growing((1, 2, 3), (1, 2)):
        layers = [(np.float64(rng.normal()), rng.normal(size=(3, 3))) for _ in range(depth)]
        X, dY = rng.normal(size=(n, 3)), rng.normal(size=(n, 3))
        dX = residual_stack_backward(dY, X, layers)[0]

        def loss(v, layers=layers, dY=dY):
            return np.sum(dY * _stack(v, layers))

        slope = numeric_gradient(loss, X, eps=1e-6)
        assert_close(dX, slope, rtol=1e-6, atol=1e-8, what=f"dX, {depth} blocks")
