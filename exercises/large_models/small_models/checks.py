@points(
    1, hint="Distances from each row of X to all training rows; take the k smallest; count votes."
)
def test_neighbours_on_a_line(knn_predict):
    """Why: from 4, the three nearest are 3, 5 and 1: classes 0, 1, 0."""
    X_train, y_train = np.array([[0.0], [1.0], [3.0], [5.0], [9.0]]), np.array([1, 0, 0, 1, 1])
    X = np.array([[4.0], [8.0]])
    assert_equal(knn_predict(X_train, y_train, X, 3), np.array([0, 1]), "three neighbours")
    assert_equal(knn_predict(X_train, y_train, X, 5), np.array([1, 1]), "all five")


@points(2, hint="Centre X and y first: then the best b for the centred data is 0.")
def test_ridge_by_hand(ridge_fit):
    """Why: x = 1, 3, y = 10, 14: centred slope 4 / (2 + 2) = 1, and b = 12 - 1 * 2."""
    w, b = ridge_fit(np.array([[1.0], [3.0]]), np.array([10.0, 14.0]), 2.0)
    assert_close(w, [1.0], what="w")
    assert_close(b, 10.0, what="b")


@points(1, hint="For each size: the mean accuracy over the orders.")
def test_curve_of_a_model_that_repeats(learning_curve):
    """Why: a model that always says its last training label; the right labels can be counted."""

    def last_label(X_train, y_train, X):
        return np.full(len(X), y_train[-1])

    X, y, X_test, y_test = (
        np.zeros((3, 1)),
        np.array([0, 1, 1]),
        np.zeros((4, 1)),
        np.arange(4) // 3,
    )
    orders = np.array([[0, 1, 2], [1, 0, 2]])
    curve = learning_curve(last_label, X, y, X_test, y_test, orders, [1, 3])
    assert_close(curve, [0.5, 0.25], what="curve")
