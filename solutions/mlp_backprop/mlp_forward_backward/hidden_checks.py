def _mlp_network(rng, sizes, dtype=float):
    pairs = [(rng.normal(size=(d, k)), rng.normal(size=k)) for d, k in zip(sizes, sizes[1:])]
    return [(W.astype(dtype), b.astype(dtype)) for W, b in pairs]


@points(1, hint="Two activations: np.maximum(Z, 0) and np.tanh(Z), after every layer but the last.")
def test_forward_for_both_activations(mlp_forward, rng):
    """Why: the definition, layer by layer, for depths 1 to 4."""
    for depth, n in growing((1, 2, 4), (1, 3)):
        params, X = _mlp_network(rng, [2, 4, 3, 5, 2][: depth + 1]), rng.normal(size=(n, 2))
        for name, squash in (("relu", lambda Z: Z * (Z > 0)), ("tanh", np.tanh)):
            A = X
            for W, b in params[:-1]:
                A = squash(A @ W + b)
            expected = A @ params[-1][0] + params[-1][1]
            assert_close(
                mlp_forward(X, params, name)[0], expected, what=f"Y ({name}, depth {depth})"
            )


@points(1, hint="Without a third argument the activation is ReLU.")
def test_relu_is_the_default(mlp_forward, rng):
    """Why: a call with two arguments must mean one thing, the one in the docstring."""
    params, X = _mlp_network(rng, [2, 4, 3]), rng.normal(size=(3, 2))
    (W1, b1), (W2, b2) = params
    Z = X @ W1 + b1
    assert_close(mlp_forward(X, params)[0], (Z * (Z > 0)) @ W2 + b2, what="Y")


@points(
    2, hint="Square layers accept every transpose and every neighbour's index. Check by values."
)
def test_square_relu_network_has_the_right_gradients(mlp_forward, mlp_backward, ref, rng):
    """Why: document 000's indices fit the shapes here, and its gradients are wrong."""
    for size, depth in growing((1, 3), (1, 2, 4)):
        params = _mlp_network(rng, [size] * (depth + 1))
        X, dY = rng.normal(size=(size, size)), rng.normal(size=(size, size))
        dX, grads = mlp_backward(dY, mlp_forward(X, params, "relu")[1])
        expected_dX, expected = ref.mlp_backward(dY, ref.mlp_forward(X, params, "relu")[1])
        assert_equal(len(grads), depth, "number of pairs in grads")
        for layer, ((dW, db), (eW, eb)) in enumerate(zip(grads, expected), 1):
            assert_close(dW, eW, what=f"dW of layer {layer} of {depth}")
            assert_close(db, eb, what=f"db of layer {layer} of {depth}")
        assert_close(dX, expected_dX, what="dX")


@points(
    1, hint="dX is dZ of the first layer times its transposed weights; no activation before it."
)
def test_input_gradient(mlp_forward, mlp_backward, rng):
    """Why: a layer stacked below trains on dX. A mask by the sign of X itself is a classic slip."""
    for n, depth in growing((1, 3), (1, 2, 3)):
        params = _mlp_network(rng, [3, 4, 2, 2][: depth + 1])
        X, dY = rng.normal(size=(n, 3)), rng.normal(size=(n, len(params[-1][1])))
        dX, _ = mlp_backward(dY, mlp_forward(X, params, "tanh")[1])

        def loss(V, params=params, dY=dY):
            return np.sum(dY * mlp_forward(V, params, "tanh")[0])

        slope = numeric_gradient(loss, X, eps=1e-5)
        assert_close(dX, slope, rtol=1e-6, atol=1e-8, what=f"dX (depth {depth})")


@points(1, hint="A unit with z <= 0 passes nothing back; at exactly 0 the derivative is 0.")
def test_silent_relu_units_pass_nothing_back(mlp_forward, mlp_backward):
    """Why: one unit at z = 0, one at z = -3, one at z = 2, so all three cases are seen."""
    W1, b1 = np.array([[1.0, -1.0, 1.0]]), np.array([-1.0, -2.0, 1.0])
    W2, b2 = np.array([[5.0], [7.0], [11.0]]), np.array([0.0])
    _, cache = mlp_forward(np.array([[1.0]]), [(W1, b1), (W2, b2)], "relu")
    dX, grads = mlp_backward(np.array([[3.0]]), cache)
    assert_close(grads[0][0], [[0.0, 0.0, 33.0]], what="dW of layer 1")
    assert_close(grads[0][1], [0.0, 0.0, 33.0], what="db of layer 1")
    assert_close(grads[1][0], [[0.0], [0.0], [6.0]], what="dW of layer 2")
    assert_close(dX, [[33.0]], what="dX")


@points(1, hint="The backward pass is linear in dY: no mean, no sign, no clipping.")
def test_backward_is_linear_in_the_upstream_gradient(mlp_forward, mlp_backward, rng):
    """Why: a loss worth ten times as much has ten times the gradient."""
    params, X = _mlp_network(rng, [2, 3, 2]), rng.normal(size=(4, 2))
    cache = mlp_forward(X, params, "tanh")[1]
    u, v = rng.normal(size=(4, 2)), rng.normal(size=(4, 2))
    parts = [mlp_backward(d, cache) for d in (u, v, 10 * u - v)]
    (dX_u, g_u), (dX_v, g_v), (dX_both, g_both) = parts
    assert_close(dX_both, 10 * dX_u - dX_v, rtol=1e-8, atol=1e-10, what="dX of 10*u - v")
    for layer in range(2):
        expected = 10 * g_u[layer][0] - g_v[layer][0]
        assert_close(g_both[layer][0], expected, rtol=1e-8, atol=1e-10, what="dW of 10*u - v")


@points(1, hint="float32 in, float32 out, for the output and for every gradient.")
def test_dtype_is_kept(mlp_forward, mlp_backward, rng):
    """Why: one float64 constant in the backward pass doubles the memory of training."""
    params = _mlp_network(rng, [2, 3, 2], np.float32)
    X, dY = (rng.normal(size=(4, 2)).astype(np.float32) for _ in range(2))
    for name in ("relu", "tanh"):
        Y, cache = mlp_forward(X, params, name)
        dX, grads = mlp_backward(dY, cache)
        for what, array in (("Y", Y), ("dX", dX), ("dW", grads[0][0]), ("db", grads[0][1])):
            assert_dtype(array, "float32", f"{what} ({name})")


@points(1, hint="No *=, no out=, no += on what the caller owns.")
def test_inputs_are_left_alone(mlp_forward, mlp_backward, rng):
    """Why: X is the next epoch's batch, and params is what the optimizer is about to update."""
    params, X = _mlp_network(rng, [2, 3, 3, 2]), rng.normal(size=(4, 2))
    for name in ("relu", "tanh"):
        (_, cache), after = mlp_forward.call_and_arguments(X, params, name)
        assert_that(np.array_equal(after[0], X), "X left as it was", "another X", "mlp_forward")
        for (W, b), (V, c) in zip(params, after[1]):
            same = np.array_equal(W, V) and np.array_equal(b, c)
            assert_that(same, "params left as they were", "other params", "mlp_forward")
        assert_inputs_unchanged(mlp_backward, rng.normal(size=(4, 2)), cache)


@points(1, hint="Compare with what loss.backward() gives, layer by layer.", backends=("torch",))
def test_autograd_agrees(mlp_forward, mlp_backward, rng):
    """Why: autograd is an oracle that shares no line with a hand-written backward pass."""
    import torch

    for name, squash in (("relu", torch.relu), ("tanh", torch.tanh)):
        params, X = _mlp_network(rng, [3, 5, 4, 2]), rng.normal(size=(6, 3))
        dY = rng.normal(size=(6, 2))
        leaves = [torch.tensor(a, requires_grad=True) for pair in params for a in pair]
        A = X_leaf = torch.tensor(X, requires_grad=True)
        for i in range(0, 6, 2):
            Z = A @ leaves[i] + leaves[i + 1]
            A = squash(Z) if i < 4 else Z
        A.backward(torch.from_numpy(dY))
        dX, grads = mlp_backward(dY, mlp_forward(X, params, name)[1])
        assert_close(dX, X_leaf.grad.numpy(), what=f"dX ({name})")
        flat = [g for pair in grads for g in pair]
        for number, (got, leaf) in enumerate(zip(flat, leaves)):
            assert_close(got, leaf.grad.numpy(), what=f"gradient {number} ({name})")
