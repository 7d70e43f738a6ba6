def _solve_linear_system_matrix(rng, n, condition):
    """A matrix whose singular values fall evenly, on a logarithmic scale, from 1 to 1/condition."""
    U, V = (np.linalg.qr(rng.normal(size=(n, n)))[0] for _ in range(2))
    return U * np.logspace(0, -np.log10(condition), n) @ V


@points(1, hint="Compare with np.linalg.solve on small random systems.")
def test_small_systems(solve, rng):
    """Why: every size from 1 up, with fresh numbers; the library is the oracle."""
    for n in (1, 2, 3, 4, 7):
        A, b = rng.normal(size=(n, n)) + 3 * np.eye(n)[rng.permutation(n)], rng.normal(size=n)
        assert_close(solve(A, b), np.linalg.solve(A, b), rtol=1e-8, what="solve(A, b)")


@points(
    2, hint="A computed inverse carries an error of condition * 1e-16 into A x; eliminate instead."
)
def test_residual_is_small_for_every_condition(solve, rng):
    """Why: elimination solves a system next door exactly, however bad A is; x = inv(A) b doesn't."""
    for condition in (1e1, 1e4, 1e8, 1e11):
        for n in (4, 10, 20):
            A = _solve_linear_system_matrix(rng, n, condition)
            b = A @ rng.normal(size=n)
            x = np.asarray(solve(A, b))
            assert_shape(x, (n,), "solve(A, b)")
            size = np.linalg.norm(x) + np.linalg.norm(b)  # the norm of A is 1
            eta = np.linalg.norm(b - A @ x) / size
            what = f"backward error, n = {n}, condition number {condition:.0e}"
            assert_that(eta < 2e-15, "below 2e-15", f"{eta:.1e}", what)


@points(1, hint="The pivot is the largest in ABSOLUTE value, among the rows from k down.")
def test_pivot_is_the_largest_in_every_round(solve, rng):
    """Why: a pivot of about 1e-16 can wait in any round; the good one below it is negative."""
    for n in (3, 5, 8):
        for k in range(n - 1):
            L = np.tril(rng.uniform(-0.4, 0.4, size=(n, n)), -1) + np.eye(n)
            T = np.triu(rng.uniform(-0.5, 0.5, size=(n, n)), 1) + np.diag(rng.uniform(1, 2, size=n))
            T[k : k + 2, k : k + 2] = rng.uniform(1, 2) * np.array([[0.0, 1.0], [-1.0, 1.0]])
            A, x = L @ T, rng.normal(size=n)  # a condition number below 20
            assert_close(solve(A, A @ x), x, rtol=1e-9, atol=1e-9, what=f"x, n = {n}")


@points(1, hint="Rows of b move together with the rows of A.")
def test_permuted_rows_change_nothing(solve, rng):
    """Why: the order of the equations means nothing."""
    A, b = rng.normal(size=(6, 6)), rng.normal(size=6)
    x = solve(A, b)
    for _ in range(3):
        order = rng.permutation(6)
        assert_close(
            solve(A[order], b[order]), x, rtol=1e-8, what="solution of the permuted system"
        )
    P = np.eye(6)[rng.permutation(6)]
    assert_close(solve(P, b), P.T @ b, what="solution with a permutation matrix")


@points(1, hint="If the largest entry from row k down is 0, there is no pivot: raise ValueError.")
def test_singular_and_misshapen_are_refused(solve):
    """Why: dividing by a zero pivot returns NaN, and NaN travels far before anyone looks."""
    assert_shape(solve(np.eye(3), np.ones(3)), (3,), "solve(A, b)")
    for rows in ([[1, 2], [2, 4]], [[0]], [[0, 1], [0, 2]], [[1, 2, 4], [0, 0, 1], [0, 0, 2]]):
        assert_raises(ValueError, solve, np.array(rows, dtype=float), np.ones(len(rows)))
    A = np.eye(3)
    for args in ((A[:2], np.ones(2)), (A, np.ones(2)), (A, np.ones((3, 1))), (A[0], np.ones(3))):
        assert_raises(ValueError, solve, *args)


@points(
    2,
    hint="The spectral norm of A is its largest singular value; numerator and denominator scale alike.",
)
def test_backward_error_on_random_data(backward_error, rng):
    """Why: it has no unit: 1000 A and 1000 b give the same number as A and b."""
    for n in (1, 2, 5):
        A, x, b = rng.normal(size=(n, n)), rng.normal(size=n), rng.normal(size=n)
        r = b - np.einsum("ij,j->i", A, x)
        top = np.sqrt(np.linalg.eigvalsh(A.T @ A)[-1])
        wanted = np.sqrt(r @ r) / (top * np.sqrt(x @ x) + np.sqrt(b @ b))
        assert_close(backward_error(A, x, b), wanted, what="backward_error(A, x, b)")
        for size in (1e3, 1e-6):
            got = backward_error(size * A, x, size * b)
            assert_close(got, wanted, what=f"the same, with A and b times {size}")
    assert_close(backward_error(np.eye(2), np.array([1.0, 2.0]), np.array([1.0, 2.0])), 0.0)
    assert_close(backward_error(np.eye(2), np.zeros(2), np.zeros(2)), 0.0, what="0 by 0")
    assert_close(backward_error(np.eye(2), np.zeros(2), np.ones(2)), 1.0, what="x = 0")
    assert_close(backward_error(np.eye(2), np.ones(2), np.zeros(2)), 1.0, what="b = 0")


@points(
    1, hint="Singular values, not eigenvalues; a singular matrix has the condition number infinity."
)
def test_condition_number_is_known(condition_number, rng):
    """Why: a shear has both eigenvalues 1, and yet it is badly conditioned."""
    for condition in (1.0, 10.0, 1e6):
        A = _solve_linear_system_matrix(rng, 5, condition)
        assert_close(condition_number(A), condition, rtol=1e-8, what="condition_number(A)")
    shear = np.array([[1.0, 100.0], [0.0, 1.0]])
    assert_close(condition_number(shear), (1 + 5000 + 100 * 2501**0.5), rtol=1e-9, what="shear")
    assert_close(condition_number(np.array([[3.0], [4.0]])), 1.0, what="one column")
    for singular in (np.diag([1.0, 0.0]), np.zeros((2, 2))):
        assert_close(condition_number(singular), np.inf, what="of a singular matrix")


@points(1, hint="float32 in, float32 out; make a new M rather than write into A or b.")
def test_dtype_is_kept_and_inputs_left_alone(solve, backward_error, rng):
    """Why: the caller needs A and b again, for the residual."""
    A, b = rng.normal(size=(4, 4)), rng.normal(size=4)
    x = assert_inputs_unchanged(solve, A, b)
    assert_inputs_unchanged(backward_error, A, x, b)
    x = solve(A.astype("float32"), b.astype("float32"))
    assert_dtype(x, "float32", "solve(A, b)")


@points(
    1,
    hint="M[k + 1 :] -= … writes over what autograd has kept; make a new M in each round.",
    backends=("torch",),
)
def test_gradient_flows(solve, rng):
    """Why: layers that solve systems train by db = A⁻ᵀ u and dA = -db xᵀ."""
    for n in (1, 2, 4):
        A, b, u = rng.normal(size=(n, n)) + 2 * np.eye(n), rng.normal(size=n), rng.normal(size=n)
        dA, db = vjp_of(solve, A, b, upstream=u, wrt=(0, 1))
        wanted = np.linalg.solve(A.T, u)
        assert_close(db, wanted, rtol=1e-7, what="gradient for b")
        x = np.linalg.solve(A, b)
        assert_close(dA, -np.outer(wanted, x), rtol=1e-7, what="gradient for A")
