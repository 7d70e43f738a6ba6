@points(1, hint="Two layers on paper: A1 = relu((-1, 6)), A2 = relu((0, 12)); then back.")
def test_two_layers_by_hand(signal_by_depth):
    """Why: four numbers each way show where the slope belongs and what is averaged."""
    X = np.array([[1.0, 2.0]])
    weights = [np.array([[1.0, 0.0], [-1.0, 3.0]]), np.array([[1.0, 1.0], [0.0, 2.0]])]
    forward, backward = signal_by_depth(X, weights, np.array([[5.0, 1.0]]), "relu")
    assert_close(forward, [2.5, 18.0, 72.0], what="forward: A0 = (1, 2), A1 = (0, 6), A2 = (0, 12)")
    assert_close(
        backward, [18.0, 2.5, 13.0], what="backward: dA2 = (5, 1), dA1 = (1, 2), dA0 = (0, 6)"
    )


@points(2, hint="Both means run over the batch and the units. Is the slope taken at Z?")
def test_gradients_against_central_differences(signal_by_depth, rng):
    """Why: central differences of the forward pass know nothing about your way back."""
    squash = {"linear": lambda z: z, "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}
    for depth, n in growing((1, 2, 3), (1, 2)):
        for name, phi in squash.items():
            sizes = [3, 2, 4, 2][: depth + 1]
            weights = [rng.normal(size=pair) for pair in zip(sizes, sizes[1:])]
            X, dY = rng.normal(size=(n, 3)), rng.normal(size=(n, sizes[-1]))

            def loss(A, weights=weights, phi=phi, dY=dY):
                for W in weights:
                    A = phi(A @ W)
                return np.sum(dY * A)

            dX = numeric_gradient(loss, X, eps=1e-6)
            backward = signal_by_depth(X, weights, dY, name)[1]
            what = f"backward[0], {name}, {depth} layers"
            assert_close(backward[0], (dX**2).mean(), rtol=1e-6, atol=1e-9, what=what)


@points(1, hint="An unknown activation is a ValueError.")
def test_unknown_activation_is_refused(signal_by_depth):
    """Why: a misspelt name that means 'linear' would hide every effect of the activation."""
    X, weights = np.ones((1, 2)), [np.eye(2)]
    forward, backward = signal_by_depth(X, weights, 2 * X, "linear")
    assert_close(forward, [1.0, 1.0], what="forward")
    assert_close(backward, [4.0, 4.0], what="backward")
    for name in ("ReLU", "sigmoid", ""):
        assert_raises(ValueError, signal_by_depth, X, weights, X, name)
