@points(2, hint="Write both formulas down for one column and compare.")
def test_equals_the_definition(standardise, rng):
    """Why: each column has its own centre and its own scale."""
    for n, m, d in growing((2, 3, 7), (1, 4), (1, 2, 5)):
        scale, centre = 10.0 ** rng.uniform(-3, 3, size=d), 10 * rng.normal(size=d)
        X, new = centre + scale * rng.normal(size=(n, d)), centre + scale * rng.normal(size=(m, d))
        for j in range(d):
            X[:2, j] = centre[j] + scale[j] * np.array([-1.0, 2.0])  # no column is constant
        mean = sum(X) / n
        spread = (sum((X - mean) ** 2) / n) ** 0.5
        Z, Z_new = standardise(X, new)
        assert_close(Z, (X - mean) / spread, what="training rows", atol=1e-9)
        assert_close(Z_new, (new - mean) / spread, what="new rows", atol=1e-9)


@points(1, hint="Adding rows to X_new must leave the training rows as they were.")
def test_training_rows_do_not_depend_on_new_rows(standardise, rng):
    """Why: statistics of both parts together are leakage: the test part has been looked at."""
    X = rng.normal(size=(6, 3))
    quiet, _ = standardise(X, np.zeros((1, 3)))
    loud, _ = standardise(X, 1000 + rng.normal(size=(50, 3)))
    assert_close(loud, quiet, what="training rows beside quiet and beside loud new rows")


@points(2, hint="Compare the largest and the smallest value of the column, exactly.")
def test_constant_columns_are_only_centred(standardise, rng):
    """Why: 0/0, or 1e-17/1e-17, would put NaN or noise where there is nothing to know."""
    for value in (0.0, 0.1, -2.7, 1e-9, 4.0):
        X = np.stack([np.full(6, value), rng.normal(size=6)], axis=1)
        Z, new = standardise(X, np.array([[value + 2.0, 0.0], [value - 0.5, 1.0]]))
        assert_close(Z[:, 0], np.zeros(6), what=f"training column of {value}")
        assert_close(new[:, 0], [2.0, -0.5], what=f"new values beside a column of {value}")
        assert_that(np.std(Z[:, 1]) > 0.99, "the other column scaled as usual", Z[:, 1])


@points(1, hint="A deviation of 1e-8 is small, but the column is not constant.")
def test_small_columns_are_scaled(standardise, rng):
    """Why: an epsilon in the divisor, or a threshold, flattens features measured in small units."""
    x = rng.normal(size=(8, 1))
    wanted = (x - x.mean()) / np.sqrt(np.mean((x - x.mean()) ** 2))
    for unit in (1e-4, 1e-9, 1e-13):
        Z, _ = standardise(unit * x, unit * x[:1])
        assert_close(Z, wanted, what=f"a column measured in units of {unit}")


@points(1, hint="With one training row every column is constant.")
def test_one_training_row(standardise):
    """Why: the smallest training part is still one; with divisor n - 1 it would be 0/0."""
    Z, new = standardise(np.array([[5.0, -1.0]]), np.array([[6.0, -1.0], [5.0, 3.0]]))
    assert_close(Z, [[0.0, 0.0]], what="training row")
    assert_close(new, [[1.0, 0.0], [0.0, 4.0]], what="new rows")


@points(1, hint="float32 in, float32 out; and do not write X -= … into the caller's array.")
def test_dtype_and_inputs(standardise, rng):
    """Why: the raw rows are needed again, for a figure or for another split."""
    X, new = rng.normal(size=(5, 2)), rng.normal(size=(3, 2))
    assert_inputs_unchanged(standardise, X, new)
    for narrow in (X, np.ones((5, 2))):
        narrow = narrow.astype(np.float32)
        Z, Z_new = standardise(narrow, new.astype(np.float32))
        assert_dtype(Z, "float32", "training rows")
        assert_dtype(Z_new, "float32", "new rows")


@points(1, hint="No new row at all is fine; no training row is not.")
def test_impossible_shapes_are_refused(standardise):
    """Why: a vector would broadcast against the columns, and no row has no mean."""
    X = np.array([[1.0, 2.0], [3.0, 5.0]])
    assert_shape(standardise(X, np.zeros((0, 2)))[1], (0, 2), "no new rows")
    assert_raises(ValueError, standardise, X, np.zeros(2))
    assert_raises(ValueError, standardise, X[:, 0], np.zeros((1, 2)))
    assert_raises(ValueError, standardise, X[0], np.zeros((1, 2)))
    assert_raises(ValueError, standardise, X, np.zeros((3, 1)))
    assert_raises(ValueError, standardise, X[:, :1], np.zeros((3, 2)))
    assert_raises(ValueError, standardise, X[:0], X)
    assert_raises(ValueError, standardise, X[None], X)
    assert_raises(ValueError, standardise, X, X[None])
