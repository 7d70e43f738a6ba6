def _best_rank_k_matrix(rng, n, d):
    """Singular values 1, 1/2, 1/3, … with random singular vectors."""
    r = min(n, d)
    U, V = np.linalg.qr(rng.normal(size=(n, r)))[0], np.linalg.qr(rng.normal(size=(d, r)))[0]
    return U / np.arange(1, r + 1) @ V.T


@points(
    2,
    hint="sigma_i belongs to column i of U and to row i of what the library returns as V transposed.",
)
def test_equals_the_truncated_sum(best_rank_k, rng):
    """Why: A_k is the sum of the first k terms; wide and tall matrices alike."""
    for n, d in ((1, 1), (1, 3), (3, 1), (3, 3), (4, 2), (2, 4), (5, 4)):
        A = _best_rank_k_matrix(rng, n, d)
        values, V = np.linalg.eigh(A.T @ A)
        for k in range(min(n, d) + 1):
            top = V[:, d - k :]  # the k directions that A stretches most
            got = best_rank_k(A, k)
            what = f"best_rank_k(A, {k}), shape {(n, d)}"
            assert_close(got, A @ top @ top.T, rtol=1e-7, atol=1e-11, what=what)


@points(1, hint="The error of A_k and the tail of the singular values must be the same number.")
def test_errors_are_those_of_the_approximation(best_rank_k, rank_k_errors, rng):
    """Why: the theorem, in numbers, and your two functions tied together."""
    for n, d in ((1, 1), (3, 3), (5, 2), (2, 5), (6, 4)):
        A = _best_rank_k_matrix(rng, n, d) * 7
        for k in range(min(n, d) + 1):
            rest = A - best_rank_k(A, k)
            wanted = np.array([np.linalg.norm(rest, 2), np.linalg.norm(rest)])
            got = np.array(rank_k_errors(A, k), dtype=float)
            assert_close(got, wanted, rtol=1e-8, atol=1e-13, what=f"errors, {(n, d)}, k = {k}")


@points(1, hint="Nothing is left out at full rank: 0 and 0.")
def test_errors_from_known_singular_values(rank_k_errors, rng):
    """Why: the singular values 7, 7/2, 7/3, … are known here before any program runs."""
    for n, d in ((1, 4), (4, 1), (3, 5), (6, 3)):
        A, s = _best_rank_k_matrix(rng, n, d) * 7, 7 / np.arange(1, min(n, d) + 1)
        for k in range(len(s)):
            got = rank_k_errors(A, k)
            assert_close(got[0], s[k], what=f"spectral error, k = {k}")
            assert_close(got[1], np.sum(s[k:] ** 2) ** 0.5, what=f"Frobenius error, k = {k}")
        assert_close(np.array(rank_k_errors(A, len(s)), dtype=float), [0.0, 0.0], what="full rank")


@points(1, hint="The k largest singular values; a projection on any other k directions loses more.")
def test_no_other_projection_is_closer(best_rank_k, rng):
    """Why: this is what "best" means. A thousand tries prove nothing, but one refutes."""
    A = rng.normal(size=(6, 5))
    for k in (1, 2, 3):
        best = best_rank_k(A, k)
        ours, directions = np.linalg.norm(A - best), np.linalg.svd(best)[2][:k].T
        for spread in (1.0, 0.1, 0.001):
            Q = np.linalg.qr(directions + spread * rng.normal(size=(5, k)))[0]
            theirs = np.linalg.norm(A - A @ Q @ Q.T)
            assert_that(ours <= theirs + 1e-12, f"at most {theirs}", ours, f"error of rank {k}")


@points(2, hint="Frobenius error at most tolerance times the Frobenius norm: squares before sums.")
def test_smallest_rank_is_enough_and_smallest(smallest_rank, rng):
    """Why: one rank too many wastes memory, one too few breaks the promise."""
    for n, d in growing((1, 3, 5), (1, 4)):
        A, s = _best_rank_k_matrix(rng, n, d) * 3, 1 / np.arange(1, min(n, d) + 1)
        share = np.sqrt([np.sum(s[k:] ** 2) for k in range(len(s) + 1)] / np.sum(s**2))
        for k in range(1, len(s) + 1):
            between = (share[k] + share[k - 1]) / 2
            got = smallest_rank(A, between)
            assert_equal(got, k, what=f"smallest rank, shape {(n, d)}, tolerance {between:.3f}")


@points(1, hint='"At most" includes equality: with tolerance 1 the zero matrix is good enough.')
def test_limits_of_the_tolerance(smallest_rank):
    """Why: the ends are where an off-by-one hides."""
    A = np.diag([3.0, 4.0, 12.0])[:, [2, 0, 1]]
    assert_equal(smallest_rank(A, 1.0), 0, what="tolerance 1")
    rank = smallest_rank(A, 0.5)
    assert_that(isinstance(rank, (int, np.integer)), "an integer", rank, "smallest_rank(A, 0.5)")
    assert_equal(smallest_rank(A, 2.0), 0, what="tolerance 2")
    assert_equal(smallest_rank(A, 0.0), 3, what="tolerance 0")
    assert_equal(smallest_rank(np.diag([3.0, 0.0]), 0.0), 1, what="tolerance 0, rank 1")
    assert_equal(smallest_rank(np.zeros((2, 3)), 0.0), 0, what="the zero matrix")
    assert_equal(smallest_rank(np.ones((1, 1)), 0.999), 1, what="one number")
    assert_equal(
        smallest_rank(np.eye(4), 0.6), 3, what="identity, where rank 3 leaves an error of 1/2"
    )


@points(1, hint="0 <= k <= min(n, d), or a ValueError; slices never complain by themselves.")
def test_other_ranks_are_refused(best_rank_k, rank_k_errors, smallest_rank, rng):
    """Why: s[:9] of three values is three values, and s[:-1] drops the last one, silently."""
    A = rng.normal(size=(4, 3))
    assert_close(best_rank_k(A, 3), A, what="best_rank_k at full rank")
    for k in (-1, 4, 5):
        assert_raises(ValueError, best_rank_k, A, k)
        assert_raises(ValueError, best_rank_k, A.T, k)
        assert_raises(ValueError, rank_k_errors, A, k)
        assert_raises(ValueError, rank_k_errors, A.T, k)
    for tolerance in (-0.1, -1.0):
        assert_raises(ValueError, smallest_rank, A, tolerance)


@points(1, hint="float32 in, float32 out; the input stays as it is.")
def test_dtype_is_kept_and_inputs_left_alone(best_rank_k, rank_k_errors, smallest_rank, rng):
    """Why: an approximation that is there to save memory should not double it."""
    A = rng.normal(size=(4, 3))
    assert_inputs_unchanged(rank_k_errors, A, 2)
    assert_inputs_unchanged(smallest_rank, A, 0.3)
    got = assert_inputs_unchanged(best_rank_k, A.astype("float32"), 2)
    assert_dtype(got, "float32", "best_rank_k(A, 2)")


@points(1, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_gradient_flows(best_rank_k, rng):
    """Why: autograd knows the derivative of an SVD whose singular values are all different."""
    A, W = _best_rank_k_matrix(rng, 4, 3), rng.normal(size=(4, 3))

    def loss(M):
        V = np.linalg.eigh(M.T @ M)[1][:, 1:]
        return np.sum(W * (M @ V @ V.T))

    wanted = numeric_gradient(loss, A, eps=1e-5)
    assert_close(vjp_of(best_rank_k, A, 2, upstream=W), wanted, rtol=1e-5, atol=1e-7, what="dA")
