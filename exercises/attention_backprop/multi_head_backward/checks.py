@points(1, hint="A permutation moves each number to one place; going back moves it home.")
def test_split_and_merge_move_numbers_home(split_heads_backward, merge_heads_backward):
    """Why: head 0 holds the first features of every token, head 1 the next."""
    dH = np.array([[[[1.0, 2.0], [5.0, 6.0]], [[3.0, 4.0], [7.0, 8.0]]]])  # n 1, h 2, t 2, c 2
    dX = np.array([[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]])
    assert_close(split_heads_backward(dH), dX, what="split_heads_backward(dH)")
    assert_close(merge_heads_backward(dX, 2), dH, what="merge_heads_backward(dX, 2)")


@points(
    1, hint="Each gradient has the shape of its array; biases are summed over examples and tokens."
)
def test_gradients_have_the_shapes_of_their_arrays(multi_head_backward, rng):
    """Why: an update needs the shape of the parameter, not one that broadcasts to it."""
    for n, t, h in growing((1, 2), (1, 3), (1, 2)):
        d = 2 * h
        X, W_in, W_out = (rng.normal(size=s) for s in ((n, t, d), (d, 3 * d), (d, d)))
        A = rng.dirichlet(np.ones(t), size=(n, h, t))
        found = multi_head_backward(rng.normal(size=(n, t, d)), X, W_in, np.ones(3 * d), W_out, A)
        shapes = ((n, t, d), (d, 3 * d), (3 * d,), (d, d), (d,))
        for name, gradient, shape in zip(
            ("dX", "dW_in", "db_in", "dW_out", "db_out"), found, shapes
        ):
            assert_shape(gradient, shape, name)


@points(2, hint="With one token all weights are 1: only the values and W_out are left.")
def test_one_token_is_two_linear_layers(multi_head_backward, rng):
    """Why: with one key there is nothing to choose, so queries and keys get the gradient 0."""
    X, W_in, W_out = (rng.normal(size=s) for s in ((2, 1, 4), (4, 12), (4, 4)))
    b_in, dY = rng.normal(size=12), rng.normal(size=(2, 1, 4))
    found = multi_head_backward(dY, X, W_in, b_in, W_out, np.ones((2, 2, 1, 1)))
    x, g, V = X[:, 0], dY[:, 0], X[:, 0] @ W_in[:, 8:] + b_in[8:]
    dV = g @ W_out.T
    assert_close(found[0][:, 0], dV @ W_in[:, 8:].T, what="dX")
    assert_close(found[1][:, 8:], x.T @ dV, what="dW_in, columns of the values")
    assert_close(found[1][:, :8], np.zeros((4, 8)), what="dW_in, columns of queries and keys")
    assert_close(found[3], V.T @ g, what="dW_out")
