def _mlp_draw(rng, sizes):
    return [(rng.normal(size=(d, k)), rng.normal(size=k)) for d, k in zip(sizes, sizes[1:])]


@points(1, hint="The activation stands between layers, not after the last one.")
def test_forward_by_hand(mlp_forward):
    """Why: -1 must come out as -1: a ReLU after the last layer would make it 0."""
    params = [
        (np.array([[1.0, -1.0], [0.0, 2.0]]), np.array([0.0, 1.0])),
        (np.array([[1.0], [-1.0]]), np.array([0.5])),
    ]
    Y, _ = mlp_forward(np.array([[1.0, 1.0], [2.0, 0.0]]), params, "relu")
    assert_close(Y, [[-0.5], [2.5]], what="Y")


@points(2, hint="Go through the layers in reverse and hand dA of one layer to the one before.")
def test_every_gradient_against_central_differences(mlp_forward, mlp_backward, rng):
    """Why: central differences use the forward pass alone, so they judge the backward pass."""
    for depth, n in growing((1, 2, 3), (1, 2)):
        params = _mlp_draw(rng, [2, 3, 2, 2][: depth + 1])
        X, dY = rng.normal(size=(n, 2)), rng.normal(size=(n, len(params[-1][1])))
        grads = mlp_backward(dY, mlp_forward(X, params, "tanh")[1])[1]
        assert_equal(len(grads), depth, "number of pairs in grads")
        for layer in range(depth):
            for part in (0, 1):

                def loss(v, layer=layer, part=part, params=params, X=X, dY=dY):
                    pair = [*params[layer]]
                    pair[part] = v
                    moved = [*params[:layer], tuple(pair), *params[layer + 1 :]]
                    return np.sum(dY * mlp_forward(X, moved, "tanh")[0])

                slope = numeric_gradient(loss, params[layer][part], eps=1e-5)
                what = f"{'dW' if part == 0 else 'db'} of layer {layer + 1} of {depth}"
                assert_close(grads[layer][part], slope, rtol=1e-6, atol=1e-8, what=what)


@points(
    1, hint="ValueError for an activation that you do not know, and for an empty list of layers."
)
def test_unknown_activation_is_refused(mlp_forward):
    """Why: a misspelt name that silently means 'no activation' costs an afternoon."""
    params = [(np.eye(2), np.zeros(2))]
    Y, _ = mlp_forward(np.array([[1.0, -2.0]]), params, "relu")
    assert_close(Y, [[1.0, -2.0]], what="Y of one layer")
    assert_raises(ValueError, mlp_forward, np.ones((1, 2)), params, "Relu")
    assert_raises(ValueError, mlp_forward, np.ones((1, 2)), [], "relu")
