@points(1, hint="After round k, column k is 0 below row k. Print M after each round.")
def test_solution_by_hand(solve):
    """Why: 2x + y = 5 and 4x + y = 7 have the solution (1, 3)."""
    x = solve(np.array([[2.0, 1.0], [4.0, 1.0]]), np.array([5.0, 7.0]))
    assert_close(x, [1.0, 3.0], what="solve(A, b)")


@points(1, hint="Exchange rows before you divide: the pivot is the largest entry from row k down.")
def test_zero_and_tiny_pivots(solve):
    """Why: dividing by 1e-20 swamps the other row, and the answer loses all its digits."""
    for corner in (0.0, 1e-20, -1e-20):
        x = solve(np.array([[corner, 1.0], [-1.0, 1.0]]), np.array([1.0, 0.0]))
        assert_close(x, [1.0, 1.0], what=f"solution with {corner} in the corner")


@points(
    1, hint="The spectral norm of diag(2, -4) is 4; norm(A) without a second argument is another."
)
def test_error_and_condition_by_hand(backward_error, condition_number):
    """Why: b - Ax = (0, 1), and the norms are 4, 1 and 1."""
    A = np.diag([2.0, -4.0])
    eta = backward_error(A, np.array([0.5, -0.5 * 3**0.5]), np.array([1.0, 1 + 2 * 3**0.5]))
    wanted = 1 / (4 + (1 + (1 + 2 * 3**0.5) ** 2) ** 0.5)
    assert_close(eta, wanted, what="backward_error(A, x, b)")
    assert_close(condition_number(A), 2.0, what="condition_number(A)")
