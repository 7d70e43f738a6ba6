@points(1, hint="d_in is the number of rows: draws.shape[0].")
def test_normal_draws_are_scaled_by_hand(scaled_weights):
    """Why: fan-in and fan-out are easily exchanged, since PyTorch stores weights transposed."""
    draws = np.array(
        [
            [1.0, -2.0],
            [0.5, 0.0],
            [3.0, 1.0],
            [-1.0, 1.0],
            [1.0, 0.0],
            [2.0, -1.0],
            [0.0, 1.0],
            [1.0, 1.0],
        ]
    )
    assert_close(scaled_weights(draws, "he", "normal"), draws / 2, what="he, 8 inputs: s = 1/2")
    assert_close(scaled_weights(draws, "lecun", "normal"), draws / np.sqrt(8), what="lecun")
    assert_close(scaled_weights(draws, "xavier", "normal"), draws / np.sqrt(5), what="xavier")


@points(1, hint="The variance of a uniform variable on [-a, a) is a²/3.")
def test_uniform_draws_become_the_limits(scaled_weights):
    """Why: the limit of a uniform distribution is not its standard deviation."""
    draws = np.array([[0.0, 0.5], [0.25, 0.75], [0.5, 0.0]])
    expected = np.array([[-1.0, 0.0], [-0.5, 0.5], [0.0, -1.0]])
    assert_close(scaled_weights(draws, "lecun", "uniform"), expected, what="lecun: a = 1")
    got = scaled_weights(draws, "he", "uniform")
    assert_close(got, expected * np.sqrt(2), what="he: a = sqrt(2)")


@points(2, hint="Multiply column j of Q by the sign of R[j, j].")
def test_orthogonal_by_hand(orthogonal_weights):
    """Why: LAPACK chooses signs for its own convenience; then Q is not uniformly distributed."""
    draws = np.array([[3.0, 1.0], [4.0, 2.0]])
    Q = np.array([[0.6, -0.8], [0.8, 0.6]])
    assert_close(orthogonal_weights(draws, 1.0), Q, what="both diagonal entries of R are positive")
    assert_close(orthogonal_weights(-draws, 2.0), -2 * Q, what="-draws, gain 2")
