def _linear_layer_draw(rng, n, d, k):
    return rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)


@points(1, hint="Row i of Y depends on row i of X alone.")
def test_forward_entry_by_entry(linear_forward, rng):
    """Why: the definition with its sum written out needs no matrix product and no broadcasting."""
    for n, d, k in growing((1, 3), (1, 4), (1, 3)):
        X, W, b = _linear_layer_draw(rng, n, d, k)
        Y = [[b[j] + sum(X[i, m] * W[m, j] for m in range(d)) for j in range(k)] for i in range(n)]
        assert_close(linear_forward(X, W, b), Y, what="linear_forward(X, W, b)")


@points(2, hint="In a square layer every transpose has the right shape. Write out the indices.")
def test_square_layer_has_the_right_transposes(linear_backward, rng):
    """Why: with n = d_in = d_out no shape can reveal a wrong transpose, only the values can."""
    for (size,) in growing((2, 3)):
        X, W, _ = _linear_layer_draw(rng, size, size, size)
        dY = rng.normal(size=(size, size))
        dX, dW, db = linear_backward(dY, X, W)
        assert_close(dX, np.einsum("ij,kj->ik", dY, W), what="dX")
        assert_close(dW, np.einsum("ik,ij->kj", X, dY), what="dW")
        assert_close(db, np.einsum("ij->j", dY), what="db")


@points(1, hint="The layer is linear: sum(dY * change of Y) equals sum(dX * change of X), exactly.")
def test_gradients_predict_every_change(linear_forward, linear_backward, rng):
    """Why: this is what a gradient is for, and it ties the backward pass to the forward pass."""
    for n, d, k in growing((1, 4), (1, 3), (1, 3)):
        X, W, b = _linear_layer_draw(rng, n, d, k)
        dY = rng.normal(size=(n, k))
        dX, dW, db = linear_backward(dY, X, W)
        E, G, c = _linear_layer_draw(rng, n, d, k)
        Y = linear_forward(X, W, b)
        for what, moved, predicted in (
            ("X", (X + E, W, b), np.sum(dX * E)),
            ("W", (X, W + G, b), np.sum(dW * G)),
            ("b", (X, W, b + c), np.sum(db * c)),
        ):
            change = np.sum(dY * (linear_forward(*moved) - Y))
            assert_close(predicted, change, rtol=1e-9, atol=1e-11, what=f"change with {what}")


@points(1, hint="Sum over the batch; the mean, if any, is inside dY already.")
def test_twice_the_batch_gives_twice_the_gradient(linear_backward, rng):
    """Why: a layer does not know how the loss averages; dividing by n here would do it twice."""
    X, W, _ = _linear_layer_draw(rng, 3, 2, 4)
    dY = rng.normal(size=(3, 4))
    _, dW, db = linear_backward(dY, X, W)
    dX2, dW2, db2 = linear_backward(np.vstack([dY, dY]), np.vstack([X, X]), W)
    assert_close(dW2, 2 * dW, what="dW of the doubled batch")
    assert_close(db2, 2 * db, what="db of the doubled batch")
    assert_close(dX2, np.vstack([dY @ W.T, dY @ W.T]), what="dX of the doubled batch")


@points(1, hint="Check the shapes before the arithmetic; a bias of shape (1,) must not broadcast.")
def test_forward_refuses_shapes_that_do_not_fit(linear_forward, rng):
    """Why: document 000 adds a (2, 2) bias to a (2, 3) product; some wrong shapes even broadcast."""
    X, W, b = _linear_layer_draw(rng, 3, 2, 4)
    assert_shape(linear_forward(X, W, b), (3, 4))
    bad = [
        (X, W, b[:1]),
        (X, W, b[:, None]),
        (X, W, np.tile(b, (3, 1))),
        (X, W[:1], b),
        (X, W.T, b),
    ]
    bad += [
        (X[0], W, b),
        (X[:, None, :], np.ones((1, 4)), b),
        (X, W[:, 0], b),
        (X, W[:, :, None], b),
    ]
    bad += [(X[None, :, :], np.ones((3, 4)), b), (X[:, :, None], W, b), (X[0], np.ones((1, 4)), b)]
    for args in bad:
        assert_raises(ValueError, linear_forward, *args)


@points(1, hint="Compare dY.shape with (n, d_out).")
def test_backward_refuses_a_wrong_upstream_gradient(linear_backward, rng):
    """Why: a dY of shape (n,) or (1, d_out) goes through some products without a word."""
    X, W, _ = _linear_layer_draw(rng, 3, 2, 3)
    dY = rng.normal(size=(3, 3))
    assert_close(linear_backward(dY, X, W)[2], dY.sum(axis=0), what="db")
    for wrong in (dY[0], dY[:1], dY[:, :1], dY[:, :2], dY[:2], dY[None]):
        assert_raises(ValueError, linear_backward, wrong, X, W)


@points(1, hint="An empty batch has no rows to sum: zeros, with the right shapes.")
def test_empty_batch_gives_zero_gradients(linear_forward, linear_backward):
    """Why: a filter may leave no example; training should go on with a zero gradient."""
    X, W = np.zeros((0, 3)), np.ones((3, 2))
    assert_shape(linear_forward(X, W, np.ones(2)), (0, 2), "linear_forward of an empty batch")
    dX, dW, db = linear_backward(np.zeros((0, 2)), X, W)
    assert_shape(dX, (0, 3), "dX")
    assert_close(dW, np.zeros((3, 2)), what="dW")
    assert_close(db, np.zeros(2), what="db")


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(linear_forward, linear_backward, rng):
    """Why: a float64 gradient doubles the memory; a changed X spoils the layer before."""
    X, W, b = (a.astype(np.float32) for a in _linear_layer_draw(rng, 3, 2, 4))
    dY = rng.normal(size=(3, 4)).astype(np.float32)
    assert_dtype(assert_inputs_unchanged(linear_forward, X, W, b), "float32", "Y")
    for name, gradient in zip(
        ("dX", "dW", "db"), assert_inputs_unchanged(linear_backward, dY, X, W)
    ):
        assert_dtype(gradient, "float32", name)


@points(1, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_autograd_agrees(linear_forward, linear_backward, rng):
    """Why: autograd through your forward pass must give what your backward pass gives."""
    X, W, b = _linear_layer_draw(rng, 3, 2, 4)
    u = rng.normal(size=(3, 4))
    by_autograd = vjp_of(linear_forward, X, W, b, upstream=u, wrt=(0, 1, 2))
    by_hand = linear_backward(u, X, W)
    for name, expected, got in zip(("dX", "dW", "db"), by_autograd, by_hand):
        assert_close(got, expected, what=name)


@points(
    1, hint="F.linear takes the transposed weights: Y = X @ weight.T + bias.", backends=("torch",)
)
def test_equals_torchs_own_layer(linear_forward, rng):
    """Why: the library's layer is an oracle that shares no line with yours."""
    import torch
    import torch.nn.functional as F

    X, W, b = _linear_layer_draw(rng, 4, 3, 2)
    oracle = F.linear(*(torch.from_numpy(np.ascontiguousarray(a)) for a in (X, W.T, b)))
    assert_close(linear_forward(X, W, b), oracle.numpy())
