@points(
    1, hint="Each column of X_train on its own (axis 0); divisor n. torch.std divides by n - 1."
)
def test_training_columns_by_hand(standardise):
    """Why: 1, 2, 6 have mean 3 and mean squared deviation (4 + 1 + 9) / 3."""
    s = (14 / 3) ** 0.5
    Z, _ = standardise(np.array([[1.0], [2.0], [6.0]]), np.array([[3.0]]))
    assert_close(Z, np.array([[-2.0], [-1.0], [3.0]]) / s, what="training rows")


@points(2, hint="Nothing may be computed from X_new; it is only transformed.")
def test_new_rows_do_not_know_each_other(standardise, rng):
    """Why: in use, rows come one at a time; statistics of the new rows would not exist."""
    for n, m, d in growing((2, 5), (2, 4), (1, 3)):
        X, new = rng.normal(size=(n, d)), 3 + 5 * rng.normal(size=(m, d))
        Z, together = standardise(X, new)
        assert_shape(Z, (n, d), "training rows")
        for i in range(m):
            _, alone = standardise(X, new[i : i + 1])
            assert_close(alone, together[i : i + 1], what=f"new row {i}, alone and in a batch")
