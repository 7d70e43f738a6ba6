@points(2, hint="Axes are matched from the right: (3,) is a row of a (3, 3) matrix, not a column.")
def test_square_arrays(unbroadcast, rng):
    """Why: where all sizes are equal, a sum over the wrong axis has the right shape."""
    for (n,) in growing((2, 4)):
        dY = rng.normal(size=(n, n))
        assert_close(unbroadcast(dY, (n,)), np.einsum("ij->j", dY), what="a row")
        assert_close(unbroadcast(dY, (1, n)), np.einsum("ij->j", dY)[None], what="a row (1, n)")
        assert_close(unbroadcast(dY, (n, 1)), np.einsum("ij->i", dY)[:, None], what="a column")
        dY = rng.normal(size=(n, n, n))
        assert_close(unbroadcast(dY, (n,)), np.einsum("hij->j", dY), what="the last axis")
        assert_close(unbroadcast(dY, (n, 1)), np.einsum("hij->i", dY)[:, None], what="the middle")
        assert_close(unbroadcast(dY, (n, n)), np.einsum("hij->ij", dY), what="the last two axes")


@points(2, hint="Put ones in front of the shape first, then compare axis by axis.")
def test_every_pattern_of_up_to_four_axes(unbroadcast, rng):
    """Why: stretched and added axes in every combination, checked entry by entry."""
    for axes in range(5):
        target = tuple(int(v) for v in rng.integers(2, 4, size=axes))
        for kept in range(axes + 1):
            for pattern in np.ndindex(*(2,) * kept):
                tail = target[axes - kept :]
                shape = tuple(1 if one else size for one, size in zip(pattern, tail))
                dY = rng.normal(size=target)
                expected = np.zeros(shape)
                source = np.broadcast_to(np.arange(expected.size).reshape(shape), target)
                for place in np.ndindex(*target):
                    expected.flat[source[place]] += dY[place]
                what = f"gradient for shape {shape} from {target}"
                assert_close(unbroadcast(dY, shape), expected, what=what)


@points(1, hint="Sizes of 1 may be on both sides; they still have to keep their place.")
def test_sizes_of_one_on_both_sides(unbroadcast, rng):
    """Why: a batch of one example: nothing is stretched, but an axis may have been put in front."""
    for shape, target in (((1, 3), (1, 3)), ((3,), (1, 3)), ((1,), (1, 1)), ((), (1,)), ((), ())):
        dY = rng.normal(size=target)
        what = f"gradient for shape {shape} from {target}"
        assert_close(unbroadcast(dY, shape), np.asarray(dY).reshape(shape), what=what)


@points(1, hint="A size that is neither 1 nor the size of dY does not fit; nor do too many axes.")
def test_refuses_what_cannot_be_broadcast(unbroadcast, rng):
    """Why: (2,) against (3,) is a wrong gradient somewhere else; a reshape would hide it."""
    assert_close(unbroadcast(np.ones((2, 3)), (3,)), [2.0, 2.0, 2.0], what="gradient for (3,)")
    for target, shape in (
        ((3,), (2,)),
        ((2, 3), (2,)),
        ((4, 3), (2, 3)),
        ((3,), (1, 3)),
        ((), (1,)),
        ((1,), (3,)),
        ((2, 2), (4,)),
        ((2, 3), (3, 2)),
        ((1, 3), (2, 3)),
        ((2, 3), (0, 3)),
        ((6,), (2, 3)),
        ((0,), (0, 3)),
    ):
        assert_raises(ValueError, unbroadcast, rng.normal(size=target), shape)


@points(1, hint="An empty batch sums to zeros.")
def test_empty_batch(unbroadcast):
    """Why: a sum over no rows is 0, and the bias still needs a gradient of its shape."""
    assert_close(unbroadcast(np.zeros((0, 3)), (3,)), np.zeros(3), what="gradient for (3,)")
    assert_close(unbroadcast(np.zeros((0, 3)), (1, 3)), np.zeros((1, 3)), what="for (1, 3)")
    assert_shape(unbroadcast(np.zeros((0, 3)), (0, 1)), (0, 1), "gradient for (0, 1)")
    assert_shape(unbroadcast(np.zeros((0, 3)), (0, 3)), (0, 3), "gradient for (0, 3)")


@points(1, hint="Sum, do not average: the loss has averaged already if it wants to.")
def test_twice_the_copies_twice_the_gradient(unbroadcast, rng):
    """Why: a mean would make the gradient of a bias shrink with the batch."""
    dY = rng.normal(size=(3, 2, 4))
    for shape in ((4,), (2, 1), (1, 1, 4), ()):
        once, twice = unbroadcast(dY, shape), unbroadcast(np.concatenate([dY, dY]), shape)
        assert_close(twice, 2 * np.asarray(once), what=f"gradient of twice the batch, {shape}")


@points(1, hint="float32 in, float32 out; do not sum into the array that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(unbroadcast, rng):
    """Why: the same dY goes on to the other operand."""
    for shape in ((3,), (2, 1), (2, 3), ()):
        for dtype in ("float32", "float64"):
            dY = rng.normal(size=(2, 3)).astype(dtype)
            assert_dtype(assert_inputs_unchanged(unbroadcast, dY, shape), dtype, f"for {shape}")
