@points(1, hint="Both steps, then divide by 2h: for a quadratic nothing is left over.")
def test_quadratic_is_exact(numerical_gradient, rng):
    """Why: for a quadratic the two errors of the central difference cancel, at any step."""
    for (size,) in growing((1, 2, 4)):
        x, c = rng.normal(size=size), rng.normal(size=size)
        g = numerical_gradient(lambda v, c=c: float(np.sum(c * v + v**2)), x, 0.5)
        assert_close(g, c + 2 * x, what="gradient of sum(c*x + x**2), h = 0.5")


@points(1, hint="np.ndindex(x.shape) or a reshape at the end; x.size entries need 2*x.size calls.")
def test_gradient_of_a_matrix(numerical_gradient, rng):
    """Why: the gradient with respect to a weight matrix has the shape of that matrix."""
    for rows, columns in growing((1, 2), (1, 3)):
        W, C = rng.normal(size=(rows, columns)), rng.normal(size=(rows, columns))
        g = numerical_gradient(lambda V, C=C: float(np.sum(C * np.sin(V))), W)
        assert_close(g, C * np.cos(W), rtol=1e-6, atol=1e-8, what="gradient of sum(C*sin(W))")


@points(1, hint="Difference in the numerator, the sum of the two norms in the denominator.")
def test_relative_error_by_hand(relative_error):
    """Why: |(3, 4) - (0, 0)| = 5 and |(3, 4)| + 0 = 5; (1, 0) and (0, 1) give sqrt(2)/2."""
    assert_close(relative_error(np.array([3.0, 4.0]), np.array([0.0, 0.0])), 1.0)
    assert_close(relative_error(np.array([1.0, 0.0]), np.array([0.0, 1.0])), 0.7071067811865476)
    assert_close(relative_error(np.array([2.0, 1.0]), np.array([2.0, 1.0])), 0.0)
