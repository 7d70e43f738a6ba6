def _line_sample(rng, n, d):
    X = rng.normal(size=(n, d))
    return X, X @ rng.normal(size=d) + rng.normal() + 0.3 * rng.normal(size=n)


def _line_orders(rng, epochs, n):
    return np.array([rng.permutation(n) for _ in range(epochs)])


def _line_expected(X, y, orders, lr, batch_size):
    """The same descent on the normal equations of each batch, the intercept as one more weight."""
    A, theta, losses = np.column_stack([X, np.ones(len(X))]), np.zeros(X.shape[1] + 1), []
    for order in orders:
        for rows in np.split(order, range(batch_size, len(order), batch_size)):
            gram, moment = A[rows].T @ A[rows], A[rows].T @ y[rows]
            theta = theta + 2 * lr / len(rows) * (moment - gram @ theta)
        losses.append(((A @ theta - y) ** 2).mean())
    return theta[:-1], theta[-1], losses


@points(
    3, hint="Follow the given order, one step for each batch, and divide by the batch's own size."
)
def test_mini_batches_in_the_given_order(train_linear_regression, rng):
    """Why: with a known order there is one right result, down to the short last batch."""
    for batch_size, n, d in growing((1, 2, 3), (1, 4, 7), (1, 3)):
        X, y = _line_sample(rng, n, d)
        orders, lr = _line_orders(rng, 3, n), float(rng.uniform(0.02, 0.06))
        w, b, losses = train_linear_regression(X, y, orders, lr, batch_size)
        expected = _line_expected(X, y, orders, lr, batch_size)
        where = f"n={n}, batch_size={batch_size}"
        for name, got, right in zip(("w", "b", "losses"), (w, b, losses), expected):
            assert_close(got, right, what=f"{name} for {where}")


@points(1, hint="Record the loss over all examples, after the last step of the epoch.")
def test_losses_are_over_all_examples(train_linear_regression, rng):
    """Why: the loss of the last batch, or of the parameters before the step, is another number."""
    X, y = _line_sample(rng, 9, 2)
    w, b, losses = train_linear_regression(X, y, _line_orders(rng, 4, 9), 0.03, 4)
    assert_shape(losses, (4,), "losses")
    assert_close(losses[-1], np.mean((X @ w + b - y) ** 2), what="last loss")


@points(2, hint="With full batches and enough epochs the result is the least-squares solution.")
def test_recovers_least_squares_with_many_inputs(train_linear_regression, rng):
    """Why: a loop that only works for one input has mixed up n and d."""
    X, y = _line_sample(rng, 60, 4)
    orders = np.tile(np.arange(60), (300, 1))
    w, b, _ = train_linear_regression(X, y, orders, 0.15, 60)
    best = np.linalg.lstsq(np.column_stack([X, np.ones(60)]), y, rcond=None)[0]
    assert_close(w, best[:-1], rtol=1e-6, what="w")
    assert_close(b, best[-1], rtol=1e-6, what="b")


@points(1, hint="A slice beyond the end is simply shorter.")
def test_batch_larger_than_the_data(train_linear_regression, rng):
    """Why: batch_size = 32 must also work on five examples: one batch of five."""
    X, y = _line_sample(rng, 5, 2)
    w, b, _ = train_linear_regression(X, y, _line_orders(rng, 2, 5), 0.05, 32)
    right_w, right_b, _ = _line_expected(X, y, np.tile(np.arange(5), (2, 1)), 0.05, 5)
    assert_close(w, right_w, what="w")
    assert_close(b, right_b, what="b")


@points(1, hint="Standardising or shuffling X itself changes the caller's data.")
def test_inputs_are_left_alone(train_linear_regression, rng):
    """Why: the data are used again, for the test and for the plot."""
    X, y = _line_sample(rng, 6, 2)
    assert_inputs_unchanged(train_linear_regression, X, y, _line_orders(rng, 2, 6), 0.05, 4)


@points(1, hint="Create w and b with the dtype of X.")
def test_dtype_is_kept(train_linear_regression, rng):
    """Why: in PyTorch a product of float32 and float64 is an error; in NumPy it is silent."""
    X, y = (a.astype(np.float32) for a in _line_sample(rng, 6, 2))
    orders = _line_orders(rng, 2, 6)
    w, b, losses = train_linear_regression(X, y, orders, 0.05, 4)
    for name, value in (("w", w), ("b", b), ("losses", losses)):
        assert_dtype(value, "float32", name)
    expected = _line_expected(X, y, orders, 0.05, 4)
    assert_close(w, expected[0], rtol=1e-4, atol=1e-6, what="w")
    assert_close(b, expected[1], rtol=1e-4, atol=1e-6, what="b")


@points(1, hint="Compare y.shape with (n,) and batch_size with 1, and raise ValueError.")
def test_bad_arguments_are_refused(train_linear_regression, rng):
    """Why: y of shape (n, 1) minus (n,) is (n, n): it trains without a word towards the mean of y."""
    X, y = _line_sample(rng, 4, 1)
    orders = _line_orders(rng, 1, 4)
    train_linear_regression(X, y, orders, 0.05, 1)
    for targets, batch_size in ((y[:, None], 2), (y[:3], 2), (y, 0), (y, -1)):
        assert_raises(ValueError, train_linear_regression, X, targets, orders, 0.05, batch_size)


@points(
    2, hint="A Linear layer that starts at zero, with SGD, takes the same way.", backends=("torch",)
)
def test_equals_a_torch_module(train_linear_regression, rng):
    """Why: the loop that PyTorch's users write, with nn.Linear and SGD, must give these numbers."""
    X, y = _line_sample(rng, 11, 3)
    orders = _line_orders(rng, 4, 11)
    model = torch.nn.Linear(3, 1, dtype=torch.float64)
    torch.nn.init.zeros_(model.weight)
    torch.nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.04)
    for rows in (part for order in orders for part in np.split(order, [4, 8])):
        optimizer.zero_grad()
        F.mse_loss(model(torch.from_numpy(X[rows]))[:, 0], torch.from_numpy(y[rows])).backward()
        optimizer.step()
    w, b, _ = train_linear_regression(X, y, orders, 0.04, 4)
    assert_close(w, model.weight.detach().numpy()[0], what="w")
    assert_close(b, model.bias.detach().numpy()[0], what="b")
