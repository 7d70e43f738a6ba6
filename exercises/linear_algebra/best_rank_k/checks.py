@points(
    1, hint="A_1 keeps the largest singular value, with its two vectors; the library sorts them."
)
def test_rank_one_of_a_diagonal_matrix(best_rank_k):
    """Why: for diag(3, 5) the best matrix of rank 1 is diag(0, 5)."""
    got = best_rank_k(np.diag([3.0, 5.0]), 1)
    assert_close(got, np.diag([0.0, 5.0]), what="best_rank_k(A, 1)")


@points(
    1,
    hint="The first singular value that is left out; the root of the sum of squares of all that are.",
)
def test_errors_of_a_diagonal_matrix(rank_k_errors):
    """Why: without the 12, diag(3, 4, 12) loses 3 and 4: spectral error 4, Frobenius error 5."""
    A = np.diag([3.0, 4.0, 12.0])
    assert_close(np.array(rank_k_errors(A, 1)), [4.0, 5.0], what="errors of rank 1")
    assert_close(np.array(rank_k_errors(A, 0)), [12.0, 13.0], what="errors of rank 0")


@points(1, hint="Compare the Frobenius error of each k with tolerance times the norm of A.")
def test_smallest_rank_of_a_diagonal_matrix(smallest_rank):
    """Why: the Frobenius errors of ranks 0, 1, 2 are 13, 5 and 3."""
    A = np.diag([3.0, 4.0, 12.0])
    for tolerance, k in ((0.5, 1), (0.3, 2), (0.2, 3)):
        assert_equal(smallest_rank(A, tolerance), k, what=f"smallest rank for {tolerance}")
