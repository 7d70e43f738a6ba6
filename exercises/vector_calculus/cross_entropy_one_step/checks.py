@points(1, hint="Equal logits give p = 1/2 and the loss log 2 in each row that counts.")
def test_one_row_ignored_by_hand(cross_entropy_with_gradient):
    """Why: two rows on paper; the second one is padding and must leave no trace."""
    Z, y = np.array([[0.0, 0.0], [5.0, -5.0]]), np.array([1, -100])
    loss, dZ = cross_entropy_with_gradient(Z, y, np.ones(2), -100)
    assert_close(loss, np.log(2.0), what="loss")
    assert_close(dZ, [[0.5, -0.5], [0.0, 0.0]], what="dZ")


@points(
    2, hint="Each row of p - onehot is multiplied by its c_i and divided by the sum of all c_i."
)
def test_gradient_is_a_slope_of_the_loss(cross_entropy_with_gradient, rng):
    """Why: central differences of your own loss leave no room for a wrong factor."""
    for n, k in growing((1, 2, 4), (2, 3)):
        Z, y = rng.normal(size=(n, k)), rng.integers(0, k, size=n)
        w = rng.uniform(0.5, 2.0, size=k)
        y[1:2] = -1  # the second row, if there is one, does not count
        dZ = cross_entropy_with_gradient(Z, y, w, -1)[1]

        def loss(V, y=y, w=w):
            return cross_entropy_with_gradient(V, y, w, -1)[0]

        assert_close(dZ, numeric_gradient(loss, Z), rtol=1e-6, atol=1e-8, what="dZ")


@points(1, hint="Test the sum of the c_i before you divide by it.")
def test_nothing_counts(cross_entropy_with_gradient, rng):
    """Why: a batch of padding alone happens; 0 / 0 would put NaN into every weight."""
    Z = rng.normal(size=(3, 4))
    loss, dZ = cross_entropy_with_gradient(Z, np.full(3, -100), np.ones(4), -100)
    assert_close(loss, 0.0, what="loss")
    assert_close(dZ, np.zeros((3, 4)), what="dZ")
