def _id_rezero(X, alpha, W1, W2, dY):
    """Every sum written out, for Y and the four gradients."""
    z = np.einsum("nd,dh->nh", X, W1)
    on = np.where(z > 0, 1.0, 0.0)
    F = np.einsum("nh,nh,hd->nd", z, on, W2)
    back = alpha * np.einsum("nd,hd,nh->nh", dY, W2, on)
    dX = dY + np.einsum("nh,dh->nd", back, W1)
    dW1 = np.einsum("nd,nh->dh", X, back)
    dW2 = alpha * np.einsum("nh,nh,nd->hd", z, on, dY)
    return X + alpha * F, dX, np.einsum("nd,nd->", dY, F), dW1, dW2


def _id_block(rng, n, d, h):
    return rng.normal(size=(n, d)), rng.normal(size=(d, h)), rng.normal(size=(h, d))


@points(3, hint="Write the block with all its indices and differentiate each product.")
def test_values_and_gradients_for_random_shapes(rezero_forward, rezero_backward, rng):
    """Why: a factor that is 1 or a size that is 1 would hide a mistake."""
    for n, d, h in growing((1, 4), (1, 3), (1, 5)):
        X, W1, W2 = _id_block(rng, n, d, h)
        alpha, dY = np.float64(rng.normal()), rng.normal(size=(n, d))
        Y, cache = rezero_forward(X, alpha, W1, W2)
        expected = _id_rezero(X, alpha, W1, W2, dY)
        got = (Y, *rezero_backward(dY, cache))
        for name, a, b in zip(("Y", "dX", "dalpha", "dW1", "dW2"), got, expected):
            assert_close(a, b, what=f"{name}, n = {n}, d = {d}, h = {h}")


@points(1, hint="One number: sum over the batch and the features, no mean.")
def test_alpha_collects_the_whole_batch(rezero_forward, rezero_backward, rng):
    """Why: all examples share one alpha, so twice the batch gives twice the gradient."""
    X, W1, W2 = _id_block(rng, 3, 2, 4)
    dY = rng.normal(size=(3, 2))
    once = rezero_backward(dY, rezero_forward(X, np.float64(0.7), W1, W2)[1])
    doubled = rezero_forward(np.vstack([X, X]), np.float64(0.7), W1, W2)[1]
    twice = rezero_backward(np.vstack([dY, dY]), doubled)
    for i, name in ((1, "dalpha"), (2, "dW1"), (3, "dW2")):
        assert_close(twice[i], 2 * once[i], what=f"{name} of the doubled batch")


@points(2, hint="At alpha = 0 only alpha moves; then the weights have a gradient too.")
def test_two_training_steps_from_the_start(rezero_forward, rezero_backward, rng):
    """Why: this is how ReZero learns: the gate opens first, the weights follow."""
    X, W1, W2 = _id_block(rng, 5, 3, 6)
    target, alpha, losses = rng.normal(size=(5, 3)), np.float64(0.0), []
    for step in range(2):
        Y, cache = rezero_forward(X, alpha, W1, W2)
        dX, dalpha, dW1, dW2 = rezero_backward((Y - target) / 5, cache)
        moved = np.abs(dW1).max() > 0 and np.abs(dW2).max() > 0
        assert_that(moved == (step == 1), "weights that wait for alpha", f"step {step}: {moved}")
        assert_that(abs(float(dalpha)) > 0, "a gradient of alpha", dalpha, "dalpha")
        losses.append(np.sum((Y - target) ** 2))
        rate = 1e-3 / max(abs(float(dalpha)), 1.0)
        alpha, W1, W2 = np.float64(alpha - rate * dalpha), W1 - rate * dW1, W2 - rate * dW2
    after = np.sum((rezero_forward(X, alpha, W1, W2)[0] - target) ** 2)
    falls = losses[0] > losses[1] > after
    assert_that(falls, "a falling loss", [*losses, after], "loss before and after two steps")


@points(1, hint="max(0, z) has slope 0 at z = 0.")
def test_slope_of_relu_at_zero_is_zero(rezero_forward, rezero_backward):
    """Why: inputs of zeros are common (padding); PyTorch chooses 0 as well."""
    W1, W2 = np.array([[1.0, 1.0], [-1.0, 1.0]]), np.array([[2.0, 3.0], [5.0, 7.0]])
    _, cache = rezero_forward(np.array([[1.0, 1.0]]), np.float64(2.0), W1, W2)
    dX, dalpha, dW1, dW2 = rezero_backward(np.array([[1.0, 1.0]]), cache)
    assert_close(dX, [[25.0, 25.0]], what="dX")
    assert_close(dalpha, 24.0, what="dalpha")
    assert_close(dW1, [[0.0, 24.0], [0.0, 24.0]], what="dW1")
    assert_close(dW2, [[0.0, 0.0], [4.0, 4.0]], what="dW2")


@points(1, hint="float32 stays float32; X, the weights and dY are only read.")
def test_dtype_is_kept_and_inputs_left_alone(rezero_forward, rezero_backward, rng):
    """Why: Y = X + … written in place destroys the input of the block, which the way back needs."""
    X, W1, W2 = (a.astype(np.float32) for a in _id_block(rng, 3, 2, 4))
    for alpha in (np.float32(0.0), np.float32(0.5)):
        Y, cache = assert_inputs_unchanged(rezero_forward, X, alpha, W1, W2)
        assert_dtype(Y, "float32", "Y")
        dY = rng.normal(size=(3, 2)).astype(np.float32)
        got, after = rezero_backward.call_and_arguments(dY, cache)
        assert_that(np.array_equal(dY, after[0]), "dY as it was", "it changed", "dY")
        for name, gradient in zip(("dX", "dalpha", "dW1", "dW2"), got):
            if name != "dalpha":
                assert_dtype(gradient, "float32", name)
        again = rezero_backward(dY, cache)
        for name, a, b in zip(("dX", "dalpha", "dW1", "dW2"), got, again):
            assert_close(a, b, what=f"{name} of a second call with the same cache")
        assert_that(not np.shares_memory(Y, X), "a new array", "Y is X itself", "Y")
