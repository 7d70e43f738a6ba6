def _vector_products_pairs(rng, n, d):
    return rng.normal(size=(n, d)), rng.normal(size=(n, d))


@points(1, hint="Row by row: sum over axis 1.")
def test_dot_and_cosine_equal_the_definition(dot, cosine, rng):
    """Why: the formulas with their sums written out, one pair at a time."""
    for n, d in growing((1, 2, 4), (1, 2, 4)):
        A, B = _vector_products_pairs(rng, n, d)
        dots = [sum(a[j] * b[j] for j in range(d)) for a, b in zip(A, B)]
        lengths = [(sum(a**2) * sum(b**2)) ** 0.5 for a, b in zip(A, B)]
        assert_close(dot(A, B), dots, what="dot(A, B)")
        assert_close(cosine(A, B), np.divide(dots, lengths), what="cosine(A, B)")


@points(1, hint="Each component is a difference of two products; mind the sign of the second one.")
def test_cross_equals_determinants(cross, rng):
    """Why: component j is the determinant with the j-th unit vector in the first row."""
    for (n,) in growing((1, 2, 4)):
        A, B = _vector_products_pairs(rng, n, 3)
        wanted = [[np.linalg.det([e, a, b]) for e in np.eye(3)] for a, b in zip(A, B)]
        assert_close(cross(A, B), np.array(wanted), atol=1e-11, what="cross(A, B)")


@points(1, hint="(a x b) . a = (a x b) . b = 0, b x a = -(a x b), a x 2a = 0.")
def test_cross_is_orthogonal_to_both(dot, cross, rng):
    """Why: this is the use of a cross product, a normal of the plane of a and b."""
    A, B = _vector_products_pairs(rng, 6, 3)
    C = cross(A, B)
    for other in (A, B):
        assert_close(dot(C, other), np.zeros(6), atol=1e-13, what="dot product with its factor")
    assert_close(cross(B, A), -C, what="cross(B, A)")
    assert_close(cross(A, 2 * A), np.zeros((6, 3)), what="cross(A, 2 A)")
    area = np.sqrt(dot(A, A) * dot(B, B) - dot(A, B) ** 2)
    assert_close(np.sqrt(dot(C, C)), area, rtol=1e-8, what="length of a x b, the area")


@points(2, hint="Divide each row by its largest absolute component before you square anything.")
def test_long_and_short_vectors(unit_rows, cosine):
    """Why: the square of 1e200 is infinite and that of 1e-200 is 0, yet both have a direction."""
    A = np.array([[3e200, -4e200], [-3e-200, -4e-200], [5e-324, 0.0], [0.0, -1e308]])
    wanted = [[0.6, -0.8], [-0.6, -0.8], [1.0, 0.0], [0.0, -1.0]]
    assert_close(unit_rows(A), wanted, what="unit_rows(A)")
    B = np.array([[1e-200, 0.0], [0.0, 1e200], [5e-324, 5e-324], [-1e308, -1e308]])
    assert_close(cosine(A, B), [0.6, -0.8, 0.5**0.5, 0.5**0.5], what="cosine(A, B)")


@points(1, hint="Each row has its own length; one length for the whole matrix is another function.")
def test_rows_of_very_different_length(unit_rows, rng):
    """Why: one scale for all rows loses the short ones."""
    A = rng.normal(size=(5, 3)) * np.array([[1e-150], [1.0], [1e150], [0.0], [7.0]])
    U = unit_rows(A)
    assert_close((U**2).sum(axis=1), [1.0, 1.0, 1.0, 0.0, 1.0], what="squared length of each row")
    scale = np.abs(A).max(axis=1, keepdims=True)
    assert_close(
        U * np.sqrt(((A / (scale + (scale == 0))) ** 2).sum(axis=1, keepdims=True)) * scale, A
    )


@points(1, hint="Clip to [-1, 1] at the end.")
def test_cosine_never_leaves_its_range(cosine, rng):
    """Why: arccos(1.0000000000000002) is NaN, and one NaN spoils a whole table of angles."""
    A = rng.normal(size=(400, 5))
    for sign in (1.0, -1.0):
        c = cosine(A, sign * A)
        assert_close(c, sign * np.ones(400), what="cosine of a vector with itself, or its opposite")
        assert_that(
            np.all(np.abs(c) <= 1), "no number beyond 1", f"{np.abs(c).max():.17g}", "cosine"
        )


@points(1, hint="A zero row: 0, in either place, also beside a zero row.")
def test_zero_rows_anywhere(unit_rows, cosine, rng):
    """Why: the guard must look at each row of each matrix."""
    A, B = _vector_products_pairs(rng, 4, 3)
    A[0], B[1], A[2], B[2] = 0, 0, 0, 0
    wanted = [0.0, 0.0, 0.0, A[3] @ B[3] / np.sqrt(A[3] @ A[3] * (B[3] @ B[3]))]
    assert_close(cosine(A, B), wanted, what="cosine(A, B)")
    assert_close(unit_rows(0 * A), np.zeros((4, 3)), what="unit_rows of zeros")


@points(1, hint="float32 in, float32 out; A /= … writes into the caller's array.")
def test_dtype_is_kept_and_inputs_left_alone(dot, cross, unit_rows, cosine, rng):
    """Why: a silent float64 doubles the memory of a table of embeddings."""
    A, B = (v.astype(np.float32) for v in _vector_products_pairs(rng, 4, 3))
    A[0] = 0
    for function in (dot, cross, cosine):
        value = assert_inputs_unchanged(function, A, B)
        assert_dtype(value, "float32", f"{function.__name__}(A, B)")
    assert_dtype(assert_inputs_unchanged(unit_rows, A), "float32", "unit_rows(A)")


@points(1, hint="The lines that are given refuse them; keep those lines.")
def test_other_shapes_are_refused(dot, cross, cosine, rng):
    """Why: there is no cross product in five dimensions, and one row must not serve for all."""
    A = rng.normal(size=(4, 3))
    assert_shape(cross(A, A), (4, 3), "cross(A, A)")
    bad = [(A, A[:1]), (A[:1], A), (A[0], A[0]), (A, A[:, :1]), (A[None], A[None]), (A, A[0])]
    for function in (dot, cross, cosine):
        for pair in bad:
            assert_raises(ValueError, function, *pair)
    for d in (2, 4, 5):
        wide = rng.normal(size=(4, d))
        assert_raises(ValueError, cross, wide, wide)


@points(
    1, hint="0 under a root has an infinite slope: replace it before the root.", backends=("torch",)
)
def test_gradients_are_finite_and_right(cross, cosine, rng):
    """Why: one zero row with a NaN gradient makes every weight NaN after the next step."""
    A, B = _vector_products_pairs(rng, 4, 3)
    u = rng.normal(size=4)
    a, b = np.linalg.norm(A, axis=1)[:, None], np.linalg.norm(B, axis=1)[:, None]
    c = (A * B).sum(axis=1, keepdims=True) / (a * b)
    wanted = u[:, None] * (B / (a * b) - c * A / a**2)
    assert_close(
        vjp_of(cosine, A, B, upstream=u), wanted, rtol=1e-8, atol=1e-11, what="gradient for A"
    )
    A[0] = 0
    gradient = vjp_of(cosine, A, B, upstream=u)
    assert_close(
        gradient[1:], wanted[1:], rtol=1e-8, atol=1e-11, what="gradient for the other rows"
    )
    assert_that(
        np.isfinite(gradient).all(), "finite numbers", gradient[0], "gradient for a zero row"
    )
    V = rng.normal(size=(4, 3))
    assert_close(
        vjp_of(cross, A, B, upstream=V), np.cross(B, V), what="gradient of the cross product"
    )
