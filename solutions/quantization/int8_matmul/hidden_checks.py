def _int8_matmul_codes(rng, *shape):
    """Random codes over the whole range of int8."""
    return rng.integers(-128, 128, size=shape).astype(np.int8)


@points(2, hint="Write out (a - z_x)(b - z_w) and sum each of the four terms over c.")
def test_zero_points_are_corrected(int8_matmul, rng):
    """Why: a forgotten cross term shifts a whole row or column of the result."""
    for n, d, k in growing((1, 2, 5), (1, 2, 7), (1, 3, 4)):
        q_x, q_w = _int8_matmul_codes(rng, n, d), _int8_matmul_codes(rng, d, k)
        for z_x, z_w in ((0, 0), (7, 0), (0, -9), (-128, 127), (13, -5)):
            exact = (q_x.astype(np.int64) - z_x) @ (q_w.astype(np.int64) - z_w)
            A = int8_matmul(q_x, z_x, q_w, z_w)
            assert_equal(A, exact, f"A for n, d_in, d_out = {n, d, k}, z_x, z_w = {z_x, z_w}")


@points(2, hint="float32 counts exactly only up to 2^24. Sum in integers.")
def test_long_sums_are_exact(int8_matmul, rng):
    """Why: an int8 layer promises the same integers on every machine; float32 rounds them."""
    for d in (1100, 5001, 30000):
        q_x = rng.integers(121, 128, size=(2, d)).astype(np.int8)
        q_w = rng.integers(121, 128, size=(d, 2)).astype(np.int8)
        for z in (0, -128):
            exact = (q_x.astype(np.int64) - z) @ (q_w.astype(np.int64) - z)
            assert_equal(int8_matmul(q_x, z, q_w, z), exact, f"sums of {d} products, z = {z}")


@points(1, hint="NumPy sums small integers into int64, and PyTorch too: say dtype.")
def test_result_is_int32(int8_matmul, rng):
    """Why: int64 doubles the memory traffic of the accumulator for nothing."""
    for z_x, z_w in ((0, 0), (3, 0), (0, 3), (3, -3)):
        A = int8_matmul(_int8_matmul_codes(rng, 3, 4), z_x, _int8_matmul_codes(rng, 4, 2), z_w)
        assert_shape(A, (3, 2), "int8_matmul(…)")
        assert_dtype(A, "int32", f"int8_matmul with zero points {z_x} and {z_w}")


@points(1, hint="Compare q_x.shape[1] with q_w.shape[0], as in the given lines.")
def test_shapes_that_do_not_fit(int8_matmul, rng):
    """Why: a wrong shape should be named where it happens."""
    q = _int8_matmul_codes(rng, 2, 3)
    assert_shape(int8_matmul(q, 0, q.T.copy(), 0), (2, 2), "int8_matmul of (2, 3) and (3, 2)")
    assert_raises(ValueError, int8_matmul, q, 0, q, 0)


@points(2, hint="The weights' zero point is 0; the input's is z_x.")
def test_linear_equals_the_dequantised_layer(int8_linear, rng):
    """Why: the integer layer must compute what the numbers behind the codes say."""
    for n, d, k in growing((1, 4), (1, 3, 50), (1, 2, 6)):
        q_x, q_w = _int8_matmul_codes(rng, n, d), _int8_matmul_codes(rng, d, k)
        s_x, z_x = float(rng.uniform(0.1, 1)), int(rng.integers(-128, 128))
        s_w = rng.uniform(0.01, 1, size=k).astype(np.float32)
        b = (rng.normal(size=k) * 100).astype(np.float32)
        x, w = s_x * (q_x.astype(float) - z_x), s_w.astype(float) * q_w
        y = int8_linear(q_x, s_x, z_x, q_w, s_w, b)
        size = (np.abs(x) @ np.abs(w) + np.abs(b)).max()
        assert_close(y, x @ w + b, rtol=0, atol=1e-6 * size, what="y")
        assert_dtype(y, "float32", "int8_linear(…)")


@points(1, hint="Convert copies: q.astype(…) and q.to(…) leave q as it was.")
def test_inputs_left_alone(int8_matmul, int8_linear, rng):
    """Why: the same weight codes serve the next batch."""
    q_x, q_w = _int8_matmul_codes(rng, 3, 4), _int8_matmul_codes(rng, 4, 2)
    assert_inputs_unchanged(int8_matmul, q_x, 3, q_w, 4)
    s_w, b = np.ones(2, dtype=np.float32), np.zeros(2, dtype=np.float32)
    assert_inputs_unchanged(int8_linear, q_x, 0.5, 3, q_w, s_w, b)
