def _id_chain(rng, sizes):
    return rng.normal(size=sizes[0]), [rng.normal(size=pair) for pair in zip(sizes, sizes[1:])]


def _id_forward_mode(x, weights, activation):
    """Each input direction is carried through the network on its own."""
    rows = []
    for i in range(len(x)):
        a, t = x, np.eye(len(x))[i]
        for W in weights:
            z, t = a @ W, t @ W
            a = {"linear": z, "relu": np.where(z > 0, z, 0), "tanh": np.tanh(z)}[activation]
            t = {"linear": t, "relu": np.where(z > 0, t, 0), "tanh": t / np.cosh(z) ** 2}[
                activation
            ]
        rows.append(t)
    return np.array(rows)


@points(2, hint="Multiply from the left to the right: J @ (W * slope).")
def test_jacobian_of_random_chains(chain_jacobian, rng):
    """Why: with square layers every order has the right shape."""
    for activation in ("linear", "relu", "tanh"):
        for depth, even in growing((1, 2, 4), (0, 1)):
            sizes = [4] * (depth + 1) if even else [int(s) for s in rng.integers(1, 5, depth + 1)]
            x, weights = _id_chain(rng, sizes)
            J = chain_jacobian(x, weights, activation)
            expected = _id_forward_mode(x, weights, activation)
            assert_close(J, expected, what=f"J, {activation}, sizes {sizes}")


@points(1, hint="No factors: the identity. z = 0 has slope 0. Unknown names: ValueError.")
def test_edges_of_the_chain(chain_jacobian):
    """Why: an empty product is 1, and a unit at exactly 0 is off, as in PyTorch."""
    x = np.array([1.0, -1.0])
    assert_close(chain_jacobian(x, [], "tanh"), np.eye(2), what="J without layers")
    W = np.array([[1.0, 1.0], [1.0, 0.0]])
    assert_close(chain_jacobian(x, [W], "relu"), [[0.0, 1.0], [0.0, 0.0]], what="z = (0, 1)")
    for name in ("sigmoid", "Tanh", ""):
        assert_raises(ValueError, chain_jacobian, x, [W], name)
        assert_raises(ValueError, chain_jacobian, x, [], name)


@points(1, hint="Orthogonal factors: every singular value is 1.")
def test_orthogonal_chain_is_an_isometry(chain_jacobian, condition_number, rng):
    """Why: that is dynamical isometry: 20 layers change no length in any direction."""
    weights = [np.linalg.qr(rng.normal(size=(5, 5)))[0] for _ in range(20)]
    J = chain_jacobian(rng.normal(size=5), weights, "linear")
    assert_close(J @ J.T, np.eye(5), atol=1e-10, what="J J'")
    assert_close(condition_number(J), 1.0, what="condition_number(J)")


@points(2, hint="np.linalg.svd sorts: largest first. Compare with max(shape) * eps * largest.")
def test_condition_of_known_singular_values(condition_number, rng):
    """Why: a matrix built from chosen singular values has a known condition."""
    for rows, columns in growing((1, 3, 4), (3, 4)):
        k = min(rows, columns)
        U = np.linalg.qr(rng.normal(size=(rows, k)))[0]
        V = np.linalg.qr(rng.normal(size=(columns, k)))[0]
        values = np.sort(rng.uniform(0.5, 3.0, size=k))
        J = U * rng.permutation(values) @ V.T
        assert_close(condition_number(J), values[-1] / values[0], what=f"shape {J.shape}")


@points(1, hint="What is below max(shape) * eps * largest counts as 0; a matrix of zeros too.")
def test_rounding_counts_as_zero(condition_number):
    """Why: 1e16 in float64 is a statement about rounding, not about the network."""
    eps = float(np.finfo(np.float64).eps)
    assert_close(condition_number(np.diag([1.0, 3 * eps])), 1 / (3 * eps), what="just above")
    for small in (2 * eps, eps, 0.0):
        assert_equal(condition_number(np.diag([1.0, small])), float("inf"), what="at or below")
    tall = np.array([[4.0, 0.0], [0.0, 10 * eps], [0.0, 0.0]])
    assert_equal(condition_number(tall), float("inf"), what="3 by 2: the longer side counts")
    assert_close(condition_number(1.5 * tall[:2]), 4 / (10 * eps), what="2 by 2")
    assert_equal(condition_number(tall.T), float("inf"), what="2 by 3")
    assert_equal(condition_number(np.zeros((2, 3))), float("inf"), what="zeros")
    single = np.diag([1.0, 1e-10]).astype(np.float32)
    assert_equal(condition_number(single), float("inf"), what="1e-10 in float32")


@points(1, hint="J has the dtype of x and the weights; nothing that was passed is written to.")
def test_dtype_is_kept_and_inputs_left_alone(chain_jacobian, condition_number, rng):
    """Why: the instrument must not disturb what it measures."""
    for activation in ("linear", "relu", "tanh"):
        x, weights = _id_chain(rng, [3, 4, 2])
        J = chain_jacobian(x, weights, activation)
        x32, weights32 = x.astype(np.float32), [W.astype(np.float32) for W in weights]
        J32, after = chain_jacobian.call_and_arguments(x32, weights32, activation)
        assert_dtype(J32, "float32", "J")
        assert_close(J32, J, rtol=1e-3, atol=1e-4, what="J in float32")
        same = np.array_equal(x32, after[0])
        same &= all(np.array_equal(a, b) for a, b in zip(weights32, after[1]))
        assert_that(same, "the arguments as they were", "they changed", "arguments")
        assert_dtype(chain_jacobian(x32, [], activation), "float32", "J without layers")
        assert_inputs_unchanged(condition_number, J)
