@points(1, hint="A matrix product over the features, then the bias is added to every row.")
def test_forward_by_hand(linear_forward):
    """Why: one small case on paper fixes which index is the feature and which the unit."""
    X = np.array([[1.0, 2.0], [3.0, 4.0]])
    W = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])
    Y = linear_forward(X, W, np.array([0.5, 0.0, 10.0]))
    assert_close(Y, [[5.5, 2.0, 9.0], [11.5, 4.0, 7.0]], what="linear_forward(X, W, b)")


@points(1, hint="dX like X, dW like W, db like b.")
def test_gradients_have_the_shapes_of_their_arrays(linear_backward, rng):
    """Why: an update W - lr * dW needs a gradient of W's shape, not one that broadcasts to it."""
    for n, d, k in growing((1, 3), (1, 4), (1, 2)):
        X, W, dY = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=(n, k))
        dX, dW, db = linear_backward(dY, X, W)
        assert_shape(dX, (n, d), "dX")
        assert_shape(dW, (d, k), "dW")
        assert_shape(db, (k,), "db")


@points(2, hint="The loss feels W[k, j] once per row i: sum over the rows.")
def test_weight_gradient_against_central_differences(linear_backward, rng):
    """Why: central differences know no transposes, so they find a wrong one."""
    for n, d, k in growing((1, 3), (1, 3), (1, 3)):
        X, W, dY = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=(n, k))
        dW = linear_backward(dY, X, W)[1]
        slope = numeric_gradient(lambda V, X=X, dY=dY: np.sum(dY * (X @ V)), W, eps=0.5)
        assert_close(dW, slope, rtol=1e-9, atol=1e-11, what="dW")
