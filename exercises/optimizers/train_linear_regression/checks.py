def _line_ols(X, y):
    """The least-squares answer of the same sample: weights, then intercept."""
    columns = np.column_stack([X, np.ones(len(X))])
    return np.linalg.lstsq(columns, y, rcond=None)[0]


def _line_same_order(epochs, n):
    return np.tile(np.arange(n), (epochs, 1))


@points(1, hint="At w = b = 0 the residual is -y. In which direction does the loss fall?")
def test_one_step_by_hand(train_linear_regression):
    """Why: one step shows the sign and the factor of the gradient; the loss must fall from 10."""
    X, y = np.array([[1.0], [3.0]]), np.array([2.0, 4.0])
    w, b, losses = train_linear_regression(X, y, _line_same_order(1, 2), 0.1, 2)
    assert_close(w, [1.4], what="w")  # 0.1 * 2 * (1 * 2 + 3 * 4) / 2
    assert_close(b, 0.6, what="b")  # 0.1 * 2 * (2 + 4) / 2
    assert_close(losses, [0.32], what="losses")  # predictions 2 and 4.8


@points(
    2, hint="Full batches, 600 epochs, lr 0.5: if it ends elsewhere, look at the gradient of b."
)
def test_recovers_the_line_of_document_001(train_linear_regression, rng):
    """Why: training is finished when it agrees with least squares on the same sample, to 1e-6."""
    X = rng.uniform(size=(100, 1))
    y = 2 * X[:, 0] + 1 + rng.normal(size=100)
    w, b, losses = train_linear_regression(X, y, _line_same_order(600, 100), 0.5, 100)
    slope, intercept = _line_ols(X, y)
    assert_close(w, [slope], rtol=1e-6, what="slope")
    assert_close(b, intercept, rtol=1e-6, what="intercept")
    best = np.mean((slope * X[:, 0] + intercept - y) ** 2)
    assert_close(losses[-1], best, rtol=1e-9, what="last loss")
