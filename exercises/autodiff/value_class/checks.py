@points(1, hint="Both factors get a share: the gradient times the other factor.")
def test_product_by_hand(value_and_gradients):
    """Why: e = (ab + a) b at a = 2, b = 3 was done on paper in the chapter: 24, 12 and 14."""
    program = [("mul", 0, 1), ("add", 2, 0), ("mul", 3, 1)]
    value, (da, db) = value_and_gradients(program, [np.array(2.0), np.array(3.0)])
    assert_close(value, 24.0, what="value")
    assert_close(da, 12.0, what="gradient of a")
    assert_close(db, 14.0, what="gradient of b")


@points(2, hint="dA = d B^T and dB = A^T d.")
def test_matrix_product_against_central_differences(value_and_gradients, rng):
    """Why: the operation with most of the arithmetic in any network."""
    for n, d, k in growing((1, 2), (1, 3), (1, 2)):
        A, B, c = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=(n, k))
        program = [("matmul", 0, 1), ("mul", 3, 2), ("sum", 4)]
        value, (dA, dB, dc) = value_and_gradients(program, [A, B, c])
        assert_close(value, np.sum(A @ B * c), what="value")
        slope = numeric_gradient(lambda M, B=B, c=c: np.sum(M @ B * c), A, eps=0.5)
        assert_close(dA, slope, rtol=1e-9, atol=1e-11, what="gradient of A")
        slope = numeric_gradient(lambda M, A=A, c=c: np.sum(A @ M * c), B, eps=0.5)
        assert_close(dB, slope, rtol=1e-9, atol=1e-11, what="gradient of B")
        assert_close(dc, A @ B, what="gradient of c")


@points(2, hint="One edge each: the gradient times the slope, which may be taken from the output.")
def test_functions_of_one_array(value_and_gradients, rng):
    """Why: each rule against a formula from the table of derivatives."""
    x, c = rng.uniform(0.5, 2, size=(2, 3)), rng.normal(size=(2, 3))
    rules = {"exp": (np.exp, np.exp), "log": (np.log, np.reciprocal)}
    for method, (f, slope) in rules.items():
        program = [(method, 0), ("mul", 2, 1), ("sum", 3)]
        value, (dx, _) = value_and_gradients(program, [x, c])
        assert_close(value, np.sum(f(x) * c), what=f"value of {method}")
        assert_close(dx, slope(x) * c, what=f"gradient through {method}")
    x = np.array([-1.0, 0.0, 2.0])
    value, (dx,) = value_and_gradients([("relu", 0)], [x])
    assert_close(value, [0.0, 0.0, 2.0], what="value of relu")
    assert_close(dx, [0.0, 0.0, 1.0], what="gradient through relu")


@points(1, hint="sum_copies brings a share back to the shape of the parent; call it on every edge.")
def test_a_bias_is_broadcast(value_and_gradients, rng):
    """Why: without the sum over the copies the bias would get a gradient of another shape."""
    X, b, c = rng.normal(size=(3, 2)), rng.normal(size=2), rng.normal(size=(3, 2))
    program = [("add", 0, 1), ("mul", 3, 2), ("sum", 4)]
    _, (_, db, _) = value_and_gradients(program, [X, b, c])
    assert_close(db, c.sum(axis=0), what="gradient of the bias")
