def _matrix_product_message(function, *args):
    """What the refusal says; the empty text if nothing is refused."""
    try:
        function(*args)
    except Exception as error:  # a refusal of whatever class: assert_raises judges the class
        return str(error)
    return ""


@points(2, hint="Sum over m, the column of A and the row of B; check d = 1 and n = 1 too.")
def test_equals_the_definition(matmul, rng):
    """Why: three loops are slow, but they can't be misread."""
    for n, d, k in growing((1, 3), (1, 2, 4), (1, 3)):
        A, B = rng.normal(size=(n, d)), rng.normal(size=(d, k))
        wanted = np.zeros((n, k))
        for i, j in np.ndindex(n, k):
            wanted[i, j] = sum(A[i, m] * B[m, j] for m in range(d))
        assert_close(matmul(A, B), wanted, what="matmul(A, B)")


@points(2, hint="When b, n, d and k are all equal, only the values show which axes you used.")
def test_batch_of_square_matrices(batched_matmul, rng):
    """Why: with all sizes equal no shape can reveal a wrong axis."""
    for (size,) in growing((1, 2, 3, 4)):
        A, B = rng.normal(size=(2, size, size, size))
        wanted = np.zeros((size, size, size))
        for p, i, j in np.ndindex(size, size, size):
            wanted[p, i, j] = sum(A[p, i, m] * B[p, m, j] for m in range(size))
        assert_close(batched_matmul(A, B), wanted, what="batched_matmul(A, B)")


@points(1, hint="Compare A.shape[1] with B.shape[0], and look at ndim, before you multiply.")
def test_shapes_that_do_not_fit_are_refused(matmul):
    """Why: a size of 1 broadcasts, so a wrong product can look like a right one."""
    assert_shape(matmul(np.ones((2, 3)), np.ones((3, 4))), (2, 4), "matmul(A, B)")
    bad = [((2, 3), (1, 4)), ((2, 1), (3, 4)), ((2, 3), (2, 3)), ((2, 4), (3, 2)), ((3,), (3, 2))]
    bad += [((2, 3), (3,)), ((2, 3, 4), (3, 4)), ((2, 3), (3, 2, 1)), ((3, 3), (3, 3, 2))]
    for a, b in bad:
        assert_raises(ValueError, matmul, np.ones(a), np.ones(b))


@points(1, hint="Both first axes must be equal; 1 is not a size that stands for any other.")
def test_batches_that_do_not_fit_are_refused(batched_matmul):
    """Why: a batch of one that is repeated gives every example the wrong partner, silently."""
    assert_shape(batched_matmul(np.ones((5, 2, 3)), np.ones((5, 3, 4))), (5, 2, 4))
    bad = [((1, 2, 3), (5, 3, 4)), ((5, 2, 3), (1, 3, 4)), ((5, 2, 3), (5, 1, 4))]
    bad += [((5, 2, 1), (5, 3, 4)), ((5, 3), (5, 3, 4)), ((5, 2, 3), (3, 4)), ((3, 3), (3, 3))]
    bad += [((2, 2, 2, 2), (2, 2, 2)), ((2, 2, 2), (2, 2, 2, 2)), ((2, 2, 2, 2), (2, 2, 2, 2))]
    for a, b in bad:
        assert_raises(ValueError, batched_matmul, np.ones(a), np.ones(b))


@points(1, hint='raise ValueError(f"… got {tuple(A.shape)} and {tuple(B.shape)}")')
def test_refusal_names_both_shapes(matmul, batched_matmul):
    """Why: "shapes do not fit" sends the reader to the debugger; four numbers often end the search."""
    for function, a, b in (
        (matmul, (11, 13), (17, 19)),
        (batched_matmul, (3, 11, 13), (3, 17, 19)),
    ):
        assert_raises(ValueError, function, np.ones(a), np.ones(b))
        said = _matrix_product_message(function, np.ones(a), np.ones(b))
        numbers = "".join(c if c.isdigit() else " " for c in said).split()
        named = all(str(size) in numbers for size in a + b)
        assert_that(named, f"a message with the shapes {a} and {b}", said, function.__name__)


@points(1, hint="An empty sum is 0, not 1 and not an error.")
def test_empty_sum_is_zero(matmul, batched_matmul):
    """Why: a filter may leave no feature, or no example; the product is still defined."""
    assert_close(matmul(np.ones((2, 0)), np.ones((0, 3))), np.zeros((2, 3)), what="d = 0")
    assert_shape(matmul(np.ones((0, 2)), np.ones((2, 3))), (0, 3), "n = 0")
    assert_close(
        batched_matmul(np.ones((2, 1, 0)), np.ones((2, 0, 3))), np.zeros((2, 1, 3)), what="d = 0"
    )


@points(1, hint="float32 in, float32 out; nothing of the caller's is written to.")
def test_dtype_is_kept_and_inputs_left_alone(matmul, batched_matmul, rng):
    """Why: a silent float64 doubles the memory of a network."""
    A, B = rng.normal(size=(3, 3)).astype("float32"), rng.normal(size=(3, 3)).astype("float32")
    assert_dtype(assert_inputs_unchanged(matmul, A, B), "float32", "matmul(A, B)")
    C = assert_inputs_unchanged(batched_matmul, A[None], B[None])
    assert_dtype(C, "float32", "batched_matmul(A, B)")


@points(1, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_gradient_flows(matmul, batched_matmul, rng):
    """Why: the gradient of sum(U * AB) is U Bᵀ for A and Aᵀ U for B; a layer trains by it."""
    A, B = rng.normal(size=(2, 3, 4)), rng.normal(size=(2, 4, 5))
    U = rng.normal(size=(2, 3, 5))
    dA, dB = vjp_of(batched_matmul, A, B, upstream=U, wrt=(0, 1))
    assert_close(dA, np.einsum("bij,bmj->bim", U, B), what="dA of the batch")
    assert_close(dB, np.einsum("bim,bij->bmj", A, U), what="dB of the batch")
    dA, dB = vjp_of(matmul, A[0], B[0], upstream=U[0], wrt=(0, 1))
    assert_close(dA, U[0] @ B[0].T, what="dA")
    assert_close(dB, A[0].T @ U[0], what="dB")
