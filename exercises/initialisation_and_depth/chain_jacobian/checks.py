@points(1, hint="z1 = (-1, 6), z2 = (0, 12): which units let a change through?")
def test_jacobian_by_hand(chain_jacobian):
    """Why: only one path is open, from both inputs through unit 2 to output 2."""
    weights = [np.array([[1.0, 0.0], [-1.0, 3.0]]), np.array([[1.0, 1.0], [0.0, 2.0]])]
    J = chain_jacobian(np.array([1.0, 2.0]), weights, "relu")
    assert_close(J, [[0.0, 0.0], [0.0, 6.0]], what="J, relu")
    J = chain_jacobian(np.array([1.0, 2.0]), weights, "linear")
    assert_close(J, [[1.0, 1.0], [-1.0, 5.0]], what="J, linear: the product W1 W2")


@points(2, hint="J (d_0, d_L) is the product of (d_0, d_1), (d_1, d_2), … in this order.")
def test_jacobian_against_central_differences(chain_jacobian, rng):
    """Why: uneven sizes reveal the wrong order, central differences the wrong values."""
    for depth in (1, 2, 3):
        for name, phi in (("tanh", np.tanh), ("relu", lambda z: np.maximum(z, 0))):
            sizes = [3, 2, 4, 2][: depth + 1]
            weights = [rng.normal(size=pair) for pair in zip(sizes, sizes[1:])]
            x = rng.normal(size=3)
            J = chain_jacobian(x, weights, name)
            assert_shape(J, (3, sizes[-1]), "J")
            for j in range(sizes[-1]):

                def output(a, j=j, weights=weights, phi=phi):
                    for W in weights:
                        a = phi(a @ W)
                    return a[j]

                slope = numeric_gradient(output, x, eps=1e-6)
                assert_close(J[:, j], slope, rtol=1e-6, atol=1e-8, what=f"J[:, {j}], {name}")


@points(1, hint="The ratio of the largest and the smallest singular value.")
def test_condition_by_hand(condition_number):
    """Why: a diagonal matrix shows its singular values."""
    assert_close(condition_number(np.diag([2.0, -8.0, 1.0])), 8.0, what="diag(2, -8, 1)")
    assert_close(condition_number(np.array([[3.0, 0.0, 0.0], [0.0, 1.5, 0.0]])), 2.0, what="2 by 3")
    assert_equal(condition_number(np.diag([1.0, 0.0])), float("inf"), what="diag(1, 0)")
