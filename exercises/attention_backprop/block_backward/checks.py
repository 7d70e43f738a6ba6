def _scaling(c):
    """A part with one parameter: Y = c * X."""
    return (lambda X: c * X), (lambda dY, X: (c * dY, {"c": np.sum(dY * X)}))


@points(2, hint="Two paths lead round each part: add what comes back along both.")
def test_four_scalings_by_hand(block_backward):
    """Why: with Y = 2X and so on, pre is X(1 + 2*3)(1 + 5*7), post 2(1 + 3) * 5(1 + 7) X."""
    parts = [_scaling(c) for c in (2.0, 3.0, 5.0, 7.0)]
    X, dZ = np.array([[1.0, -1.0]]), np.array([[10.0, 1.0]])
    for order, slope in (("pre", 7.0 * 36.0), ("post", 8.0 * 40.0)):
        dX, gradients = block_backward(dZ, X, parts, order)
        assert_close(dX, slope * dZ, what=f"dX, {order}")
        assert_equal(len(gradients), 4, what="number of dictionaries")
    # post: Z = 2 * 4 * 5 * 8 * X, so the loss sum(dZ * Z) = 320 * 9 changes by 9 * 320 / c with c
    for gradient, want in zip(gradients, (1440.0, 720.0, 576.0, 360.0)):
        assert_close(gradient["c"], want, what="gradient of a scale")


@points(1, hint="Compare the word with both before you compute.")
def test_other_orders_are_refused(block_backward):
    """Why: a misspelt word that falls through to one of the orders trains another network."""
    X = np.ones((1, 2))
    for word in ("Pre", "", "both"):
        assert_raises(ValueError, block_backward, X, X, [_scaling(2.0)] * 4, word)
