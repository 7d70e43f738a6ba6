def _small_vote(X_train, y_train, x, k):
    """One example, by sorting pairs (distance, place): ties fall as the statement says."""
    ranked = sorted((float(((r - x) ** 2).sum()), place) for place, r in enumerate(X_train))
    votes = [int(y_train[place]) for _, place in ranked[:k]]
    return min(set(votes), key=lambda c: (-votes.count(c), c))


@points(2, hint="Compare with one example at a time, and with k = 1.")
def test_neighbours_in_many_dimensions(knn_predict, rng):
    """Why: the definition, example by example, on fresh points."""
    for k, d in growing((1, 4, 5), (1, 3)):
        X_train, y_train = rng.normal(size=(12, d)), rng.integers(0, 3, size=12)
        X = rng.normal(size=(5, d))
        expected = [_small_vote(X_train, y_train, x, k) for x in X]
        got = knn_predict(X_train, y_train, X, k)
        assert_equal(got, np.array(expected), f"k={k}, d={d}")
        assert_dtype(got, "int64", "knn_predict")


@points(1, hint="Use a stable sort, and the first of the classes with the most votes.")
def test_ties(knn_predict, rng):
    """Why: on whole numbers ties are the rule; two programs must still agree."""
    for k in (1, 2, 3, 7):
        X_train = rng.integers(0, 3, size=(90, 2)).astype(float)
        y_train = rng.integers(0, 9, size=90)
        X = rng.integers(0, 3, size=(8, 2)).astype(float)
        expected = [_small_vote(X_train, y_train, x, k) for x in X]
        assert_equal(knn_predict(X_train, y_train, X, k), np.array(expected), f"k={k}, ties")


@points(
    1, hint="Only the classes among the neighbours count; a class may be missing from the data."
)
def test_missing_classes(knn_predict):
    """Why: a small training set does not hold every class."""
    X_train, y_train = np.array([[0.0], [1.0]]), np.array([7, 3])
    X = np.array([[0.1], [0.9], [5.0]])
    assert_equal(knn_predict(X_train, y_train, X, 1), np.array([7, 3, 3]), "classes 3 and 7")
    assert_equal(knn_predict(X_train, y_train, X, 2), np.array([3, 3, 3]), "a vote each")


@points(2, hint="The gradient of the sum with respect to w and to b must be zero.")
def test_ridge_is_the_minimum(ridge_fit, rng):
    """Why: at the minimum both gradients vanish, for many examples and for few."""
    for n, d in growing((1, 3, 30), (1, 5)):
        X, y = rng.normal(size=(n, d)) + 3, 5 + rng.normal(size=n)
        strength = float(rng.uniform(0.1, 5))
        w, b = ridge_fit(X, y, strength)
        assert_shape(w, (d,), f"w for n={n}, d={d}")
        residual = X @ w + b - y
        where = f"n={n}, d={d}, strength={strength:.3f}"
        assert_close(X.T @ residual + strength * w, np.zeros(d), atol=1e-9, what=f"dw, {where}")
        assert_close(residual.sum(), 0.0, atol=1e-9, what=f"db, {where}")


@points(1, hint="Adding 1000 to every y must move b by 1000 and leave w alone.")
def test_intercept_is_free(ridge_fit, rng):
    """Why: a penalised intercept makes the answer depend on where zero is."""
    X, y = rng.normal(size=(9, 3)), rng.normal(size=9)
    w, b = ridge_fit(X, y, 4.0)
    moved_w, moved_b = ridge_fit(X, y + 1000, 4.0)
    assert_close(moved_w, w, atol=1e-9, what="w after y + 1000")
    assert_close(moved_b, b + 1000, what="b after y + 1000")


@points(1, hint="An identity matrix is float64 unless you say otherwise.")
def test_dtype_and_inputs(ridge_fit, knn_predict, rng):
    """Why: float32 in, float32 out; the caller's arrays are still needed."""
    X, y = rng.normal(size=(8, 3)), rng.normal(size=8)
    w, b = assert_inputs_unchanged(ridge_fit, X, y, 0.5)
    narrow_w, narrow_b = ridge_fit(X.astype(np.float32), y.astype(np.float32), 0.5)
    assert_close(narrow_w, w.astype(np.float32), rtol=1e-3, atol=1e-4, dtype="float32", what="w")
    assert_close(narrow_b, np.float32(b), rtol=1e-3, atol=1e-4, dtype="float32", what="b")
    assert_inputs_unchanged(knn_predict, X, rng.integers(0, 2, size=8), X[:2], 3)


@points(2, hint="orders[i][:m] are the examples to train on; the test set stays whole.")
def test_curve_trains_on_the_right_rows(learning_curve, rng):
    """Why: the model must see the first m of each order and nothing else, once for each."""
    n, sizes = 9, [2, 5, 9]
    X, y = rng.normal(size=(n, 2)), rng.integers(0, 3, size=n)
    X_test, y_test = rng.normal(size=(7, 2)), rng.integers(0, 3, size=7)
    orders = np.array([rng.permutation(n) for _ in range(4)])
    seen = []

    def nearest(X_train, y_train, X_new):
        seen.append((np.array(X_train), np.array(y_train)))
        assert_equal(X_new, X_test, "what predict is asked about")
        return np.array([_small_vote(X_train, y_train, x, 1) for x in X_new])

    curve = learning_curve(nearest, X, y, X_test, y_test, orders, sizes)
    expected, wanted = [], []
    for m in sizes:
        rows = [order[:m] for order in orders]
        wanted += rows
        answers = [[_small_vote(X[r], y[r], x, 1) for x in X_test] for r in rows]
        expected.append((np.array(answers) == y_test).mean())
    assert_close(curve, expected, what="curve")
    assert_dtype(curve, "float64", "curve")
    assert_equal(len(seen), len(wanted), "calls of predict")
    trained = sorted((X_seen.tolist(), y_seen.tolist()) for X_seen, y_seen in seen)
    assert_equal(trained, sorted((X[r].tolist(), y[r].tolist()) for r in wanted), "training rows")


@points(
    1,
    hint="Stay with tensor operations: then w depends on y through autograd.",
    backends=("torch",),
)
def test_prediction_is_linear_in_y(ridge_fit, rng):
    """Why: ridge regression is linear in y; doubling y doubles w and b."""
    X, y = rng.normal(size=(6, 8)), rng.normal(size=6)
    w, b = ridge_fit(X, y, 0.3)
    twice_w, twice_b = ridge_fit(X, 2 * y, 0.3)
    assert_close(twice_w, 2 * w, what="w")
    assert_close(twice_b, 2 * b, what="b")
