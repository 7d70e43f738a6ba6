def _id_network(rng, sizes, n):
    weights = [rng.normal(size=pair) for pair in zip(sizes, sizes[1:])]
    return rng.normal(size=(n, sizes[0])), weights, rng.normal(size=(n, sizes[-1]))


def _id_signals(X, weights, dY, activation):
    """Row by row, with the Jacobian of each layer written out."""
    ups, downs = np.zeros(len(weights) + 1), np.zeros(len(weights) + 1)
    for x, d in zip(X, dY):
        A, jacobians = [x], []
        for W in weights:
            z = np.einsum("i,ij->j", A[-1], W)
            slope = {"linear": np.ones_like(z), "relu": 1.0 * (z > 0), "tanh": 1 / np.cosh(z) ** 2}
            value = {"linear": z, "relu": z * (z > 0), "tanh": np.tanh(z)}
            A.append(value[activation])
            jacobians.append(np.einsum("ij,j->ji", W, slope[activation]))
        D = [d]
        for J in jacobians[::-1]:
            D.insert(0, np.einsum("ji,j->i", J, D[0]))
        ups += [np.mean(a * a) for a in A]
        downs += [np.mean(e * e) for e in D]
    return ups / len(X), downs / len(X)


@points(
    3, hint="Compare forward and backward entry by entry with a network of two layers on paper."
)
def test_every_layer_for_random_networks(signal_by_depth, rng):
    """Why: uneven sizes reveal a mean over the wrong axis, and an error in one layer alone."""
    for activation in ("linear", "relu", "tanh"):
        for depth, n in growing((1, 2, 4), (1, 3)):
            sizes = [int(s) for s in rng.integers(1, 5, size=depth + 1)]
            X, weights, dY = _id_network(rng, sizes, n)
            forward, backward = signal_by_depth(X, weights, dY, activation)
            ups, downs = _id_signals(X, weights, dY, activation)
            assert_close(forward, ups, what=f"forward, {activation}, sizes {sizes}")
            assert_close(backward, downs, what=f"backward, {activation}, sizes {sizes}")


@points(1, hint="Take the slope from z > 0, so that it is 0 at z = 0.")
def test_slope_of_relu_at_zero_is_zero(signal_by_depth):
    """Why: a dead layer has z = 0 everywhere behind it, and must not pass a gradient."""
    weights = [np.array([[1.0, 1.0], [-1.0, 1.0]]), np.eye(2)]
    forward, backward = signal_by_depth(np.ones((1, 2)), weights, np.array([[3.0, 1.0]]), "relu")
    assert_close(forward, [1.0, 2.0, 2.0], what="forward: A1 = (0, 2)")
    assert_close(backward, [1.0, 0.5, 5.0], what="backward: dA1 = (0, 1)")


@points(1, hint="Without layers A_L is X and dA_0 is dY.")
def test_no_layers(signal_by_depth, rng):
    """Why: a depth sweep starts at 0."""
    X, dY = rng.normal(size=(3, 2)), rng.normal(size=(3, 2))
    forward, backward = signal_by_depth(X, [], dY, "tanh")
    assert_close(forward, [np.mean(X**2)], what="forward")
    assert_close(backward, [np.mean(dY**2)], what="backward")


@points(2, hint="Convert X, dY and every W to float64 before the first product.")
def test_tiny_float32_signals_do_not_underflow(signal_by_depth, rng):
    """Why: fifty layers of a too small initialisation reach 1e-30, whose square no float32 holds."""
    for activation in ("linear", "relu", "tanh"):
        X, weights, dY = _id_network(rng, [4, 4, 4, 4], 2)
        X, dY = X.astype(np.float32), dY.astype(np.float32)
        weights = [(1e-12 * W).astype(np.float32) for W in weights]
        forward, backward = signal_by_depth(X, weights, dY, activation)
        wide = [W.astype(np.float64) for W in weights]
        ups, downs = _id_signals(X.astype(np.float64), wide, dY.astype(np.float64), activation)
        assert_dtype(forward, "float64", "forward")
        assert_dtype(backward, "float64", "backward")
        assert_close(forward, ups, atol=1e-300, what=f"forward, {activation}")
        assert_close(backward, downs, atol=1e-300, what=f"backward, {activation}")


@points(1, hint="X, the weights and dY belong to the caller.")
def test_inputs_are_left_alone(signal_by_depth, rng):
    """Why: the instrument must not disturb what it measures."""
    for activation in ("linear", "relu", "tanh"):
        X, weights, dY = _id_network(rng, [3, 3, 3], 2)
        _, after = signal_by_depth.call_and_arguments(X, weights, dY, activation)
        for name, before, now in zip(("X", "dY"), (X, dY), (after[0], after[2])):
            assert_that(np.array_equal(before, now), f"{name} as it was", "it changed", name)
        same = all(np.array_equal(a, b) for a, b in zip(weights, after[1]))
        assert_that(
            same and len(after[1]) == 2, "the weights as they were", "they changed", "weights"
        )


@points(1, hint="With orthogonal weights and no activation, both arrays are constant.")
def test_orthogonal_weights_keep_both_signals(signal_by_depth, rng):
    """Why: ten orthogonal layers keep every length exactly, forward and backward."""
    weights = [np.linalg.qr(rng.normal(size=(4, 4)))[0] for _ in range(10)]
    X, dY = rng.normal(size=(2, 4)), rng.normal(size=(2, 4))
    forward, backward = signal_by_depth(X, weights, dY, "linear")
    assert_close(forward, np.full(11, np.mean(X**2)), what="forward")
    assert_close(backward, np.full(11, np.mean(dY**2)), what="backward")
