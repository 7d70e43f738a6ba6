@points(1, hint="Subtract each zero point from its codes, in int32, and multiply.")
def test_small_example(int8_matmul):
    """Why: by hand: (3-1)(5-2) + (-2-1)(4-2) = 6 - 6 = 0."""
    q_x = np.array([[3, -2], [1, 1]], dtype=np.int8)
    q_w = np.array([[5], [4]], dtype=np.int8)
    assert_equal(int8_matmul(q_x, 1, q_w, 2), np.array([[0], [0]]), "A with both zero points")
    assert_equal(int8_matmul(q_x, 0, q_w, 2), np.array([[5], [5]]), "A with z_x = 0")
    assert_equal(int8_matmul(q_x, 1, q_w, 0), np.array([[-2], [0]]), "A with z_w = 0")


@points(2, hint="Convert both matrices to int32 before the product, not after it.")
def test_sums_beyond_int8_and_int16(int8_matmul):
    """Why: int8 @ int8 stays int8 and wraps around without a warning."""
    for d in (1, 2, 3, 200):
        q_x = np.full((1, d), -128, dtype=np.int8)
        A = int8_matmul(q_x, 0, q_x.T.copy(), 0)
        assert_equal(A, np.array([[16384 * d]]), f"{d} products of -128 and -128")
        assert_dtype(A, "int32", "int8_matmul(…)")


@points(1, hint="s_x is one number; s_w and b have one entry for each column.")
def test_linear_layer(int8_linear):
    """Why: scales and bias turn the integer sums into the layer's outputs."""
    q_x, q_w = np.array([[4, 2]], dtype=np.int8), np.array([[1, -3], [2, 5]], dtype=np.int8)
    s_w, b = np.array([0.5, 2.0], dtype=np.float32), np.array([10.0, -1.0], dtype=np.float32)
    y = int8_linear(q_x, 0.25, 2, q_w, s_w, b)
    assert_close(y, np.array([[10.25, -4.0]], dtype=np.float32), what="y")
