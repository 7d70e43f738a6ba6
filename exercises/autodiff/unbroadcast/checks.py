@points(1, hint="A bias is copied to every row: its gradient sums the rows.")
def test_bias_of_a_layer(unbroadcast):
    """Why: the case that every linear layer needs, small enough for paper."""
    dY = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    assert_close(unbroadcast(dY, (3,)), [11.0, 22.0, 33.0], what="gradient for shape (3,)")
    assert_close(unbroadcast(dY, (2, 1)), [[6.0], [60.0]], what="gradient for shape (2, 1)")
    assert_close(unbroadcast(dY, ()), 66.0, what="gradient for shape ()")


@points(1, hint="Nothing was copied: nothing is summed.")
def test_no_broadcast_no_sum(unbroadcast, rng):
    """Why: most operands are not broadcast, and an empty list of axes is a trap in PyTorch."""
    for shape in ((3,), (2, 3), (2, 3, 4)):
        dY = rng.normal(size=shape)
        assert_close(unbroadcast(dY, shape), dY, what=f"gradient for shape {shape}")


@points(2, hint="The sum of dY times the copies must equal the sum of the result times the array.")
def test_it_is_the_adjoint_of_broadcasting(unbroadcast, rng):
    """Why: this identity defines the gradient of a linear operation, with any axes."""
    for shape, target in (
        ((1,), (4,)),
        ((2, 1), (2, 3)),
        ((1, 3), (2, 3)),
        ((3,), (2, 4, 3)),
        ((4, 1), (2, 4, 3)),
        ((2, 1, 3, 1), (2, 5, 3, 4)),
    ):
        x, dY = rng.normal(size=shape), rng.normal(size=target)
        dx = unbroadcast(dY, shape)
        assert_shape(dx, shape, f"gradient for shape {shape} from {target}")
        copies = np.broadcast_to(x, target)
        assert_close(np.sum(dx * x), np.sum(dY * copies), rtol=1e-9, atol=1e-11)
