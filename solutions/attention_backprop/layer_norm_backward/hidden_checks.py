def _layer_norm_draw(rng, *shape):
    """dY, X and gamma."""
    return rng.normal(size=shape), 2 * rng.normal(size=shape) + 1, rng.normal(size=shape[-1])


@points(2, hint="With the Jacobian of one token on paper, look for the term that is missing.")
def test_equals_the_jacobian_of_each_token(layer_norm_backward, rng):
    """Why: the Jacobian (I - 1/d - n n^T / d) / s, built for each token, has no sum to get wrong."""
    for n, d in growing((1, 3), (1, 2, 5)):
        dY, X, gamma = _layer_norm_draw(rng, n, d)
        dX, dgamma, dbeta = layer_norm_backward(dY, X, gamma, 0.01)
        rows, normed = [], []
        for x, g in zip(X, dY * gamma):
            s = np.sqrt(np.var(x) + 0.01)
            normed.append((x - np.mean(x)) / s)
            J = (np.eye(d) - np.ones((d, d)) / d - np.outer(normed[-1], normed[-1]) / d) / s
            rows.append(J @ g)
        assert_close(dX, rows, atol=1e-11, what="dX")
        assert_close(dgamma, np.einsum("ni,ni->i", dY, normed), what="dgamma")
        assert_close(dbeta, np.einsum("ni->i", dY), what="dbeta")


@points(2, hint="A shift of a token changes nothing, and with eps = 0 neither does a stretch.")
def test_rows_are_orthogonal_to_shift_and_stretch(layer_norm_backward, rng):
    """Why: the loss cannot change in a direction in which the output stands still."""
    dY, X, gamma = _layer_norm_draw(rng, 4, 6)
    dX = layer_norm_backward(dY, X, gamma, 0.0)[0]
    assert_that(np.abs(dX).max() > 1e-3, "a gradient", dX, "dX")
    assert_close(dX.sum(axis=1), np.zeros(4), atol=1e-11, what="row sums of dX")
    assert_close((dX * X).sum(axis=1), np.zeros(4), atol=1e-11, what="rows of dX times rows of X")


@points(1, hint="Sum the gradients of gain and bias over all axes but the last.")
def test_any_number_of_axes(layer_norm_backward, rng):
    """Why: a block has tokens of shape (n, t, d), a decoder one token of shape (d,)."""
    dY, X, gamma = _layer_norm_draw(rng, 2, 3, 4)
    whole = layer_norm_backward(dY, X, gamma, 0.01)
    flat = layer_norm_backward(dY.reshape(6, 4), X.reshape(6, 4), gamma, 0.01)
    assert_close(whole[0], flat[0].reshape(2, 3, 4), what="dX")
    assert_close(whole[1], flat[1], what="dgamma")
    assert_close(whole[2], flat[2], what="dbeta")
    single = layer_norm_backward(dY[0, 0], X[0, 0], gamma, 0.01)
    assert_close(single[0], whole[0][0, 0], what="dX of one token")
    assert_close(single[2], dY[0, 0], what="dbeta of one token")


@points(1, hint="eps stands under the root, beside the variance; it is an argument.")
def test_constant_token_and_eps(layer_norm_backward, rng):
    """Why: all features equal means variance 0; eps alone keeps the gradient finite."""
    dY, _, gamma = _layer_norm_draw(rng, 2, 3)
    for eps in (1.0, 1e-4):
        dX, dgamma, _ = layer_norm_backward(dY, np.ones((2, 3)), gamma, eps)
        g = dY * gamma
        assert_close(dX, (g - g.mean(axis=1, keepdims=True)) / eps**0.5, what="dX")
        assert_close(dgamma, np.zeros(3), what="dgamma")
    default = layer_norm_backward(dY, np.ones((2, 3)), gamma)[0]
    assert_close(default, (g - g.mean(axis=1, keepdims=True)) / 1e-5**0.5, what="dX, default eps")


@points(1, hint="float32 in, float32 out; write into no array that you were given.")
def test_dtype_and_inputs_are_kept(layer_norm_backward, rng):
    """Why: the caller adds the residual gradient dY to dX and still needs both."""
    dY, X, gamma = (a.astype("float32") for a in _layer_norm_draw(rng, 3, 4))
    found = assert_inputs_unchanged(layer_norm_backward, dY, X, gamma, 0.01)
    names = ("dX", "dgamma", "dbeta")
    for name, gradient in zip(names, found):
        assert_dtype(gradient, "float32", name)
    turned = [np.asfortranarray(a) for a in (dY, X)]
    for name, got, want in zip(names, layer_norm_backward(*turned, gamma, 0.01), found):
        assert_close(got, want, atol=1e-5, what=f"{name} of arrays stored by columns")


@points(1, hint="Compare with autograd through F.layer_norm.", backends=("torch",))
def test_equals_torch(layer_norm_backward, rng):
    """Why: the library's own function shares no line with yours."""
    import torch

    dY, X, gamma = _layer_norm_draw(rng, 2, 3, 5)
    leaves = [torch.tensor(a, requires_grad=True) for a in (X, gamma, rng.normal(size=5))]
    out = torch.nn.functional.layer_norm(leaves[0], (5,), *leaves[1:], 0.01)
    wanted = torch.autograd.grad(out, leaves, torch.tensor(dY))
    found = layer_norm_backward(dY, X, gamma, 0.01)
    for name, got, want in zip(("dX", "dgamma", "dbeta"), found, wanted):
        assert_close(got, want.numpy(), atol=1e-11, what=name)
