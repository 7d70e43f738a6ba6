def _broadcast_shapes_random(rng):
    """Shapes that fit: axes dropped from the left of one shape, and sizes replaced by 1."""
    full = rng.integers(0, 5, size=rng.integers(0, 5))
    shapes = []
    for _ in range(rng.integers(1, 4)):
        cut = full[rng.integers(0, len(full) + 1) :]
        shapes.append(
            tuple(int(s) if keep else 1 for s, keep in zip(cut, rng.random(len(cut)) < 0.6))
        )
    return shapes


@points(2, hint="Compare with np.broadcast_shapes(*shapes) on random shapes.")
def test_equals_numpys_own(broadcast_shapes, rng):
    """Why: one to three shapes with up to four axes, sizes 0 to 4; the library is the oracle."""
    for _ in range(150):
        shapes = _broadcast_shapes_random(rng)
        wanted = np.broadcast_shapes(*shapes)
        assert_equal(broadcast_shapes(shapes), wanted, what=f"broadcast_shapes({shapes})")


@points(
    2,
    hint="Every pair on an axis counts, not only neighbours; a missing axis is 1, not a mismatch.",
)
def test_refuses_what_numpy_refuses(broadcast_shapes, rng):
    """Why: a rule that is too kind returns a table where one number was meant."""
    fits = refused = 0
    for _ in range(150):
        shapes = [
            tuple(int(s) for s in rng.integers(0, 4, size=rng.integers(0, 4))) for _ in range(3)
        ]
        try:
            wanted = np.broadcast_shapes(*shapes)
        except ValueError:
            assert_raises(ValueError, broadcast_shapes, shapes)
            refused += 1
        else:
            assert_equal(broadcast_shapes(shapes), wanted, what=f"broadcast_shapes({shapes})")
            fits += 1
    assert fits > 5 and refused > 5


@points(
    1, hint="0 with 1 gives 0; 0 with 3 is a mismatch; no shapes, or shapes without axes, give ()."
)
def test_zeros_ones_and_nothing(broadcast_shapes):
    """Why: taking the largest size is right until a size is 0."""
    for shapes, wanted in (
        ([], ()),
        ([()], ()),
        ([(), ()], ()),
        ([(0,), (1,)], (0,)),
        ([(1,), (1, 1)], (1, 1)),
        ([(7,)], (7,)),
        ([(1, 0), (5, 1)], (5, 0)),
    ):
        assert_equal(broadcast_shapes(shapes), wanted, what=f"broadcast_shapes({shapes})")
    shape = broadcast_shapes([(3, 1), (4,)])
    whole = isinstance(shape, (tuple, list)) and all(
        isinstance(s, (int, np.integer)) for s in shape
    )
    assert_that(whole, "a tuple of integers", shape, "broadcast_shapes([(3, 1), (4,)])")
    for shapes in ([(0,), (3,)], [(1,), (3,), (1,), (2,)], [(2, 1), (3, 1), (1, 1)], [(2,), (4,)]):
        assert_raises(ValueError, broadcast_shapes, shapes)


@points(1, hint="A shape is a tuple of integers, like X.shape; not an array.")
def test_answer_is_a_tuple_of_integers(broadcast_shapes):
    """Why: np.zeros takes (3, 4) and refuses (3.0, 4.0)."""
    for shapes in ([(3, 1), (1, 4)], [(2,)], []):
        shape = broadcast_shapes(shapes)
        whole = isinstance(shape, tuple) and all(isinstance(s, (int, np.integer)) for s in shape)
        assert_that(whole, "a tuple of integers", repr(shape), f"broadcast_shapes({shapes})")


def _broadcast_shapes_message(function, *args):
    """What the refusal says; the empty text if nothing is refused."""
    try:
        function(*args)
    except Exception as error:  # a refusal of whatever class: assert_raises judges the class
        return str(error)
    return ""


@points(1, hint="Put the two sizes into the message of your ValueError.")
def test_refusal_names_the_sizes(broadcast_shapes):
    """Why: "shapes do not fit" does not say which of five axes is wrong."""
    shapes = [(5, 17, 4), (23, 1)]
    assert_raises(ValueError, broadcast_shapes, shapes)
    said = _broadcast_shapes_message(broadcast_shapes, shapes)
    numbers = "".join(c if c.isdigit() else " " for c in said).split()
    assert_that("17" in numbers and "23" in numbers, "a message with 17 and 23", said, "message")


@points(2, hint="Row i of X with row j of Y; check with n, m and d all equal.")
def test_distances_equal_the_definition(squared_distances, rng):
    """Why: with equal sizes a wrong axis has the right shape."""
    for n, m, d in growing((1, 3), (1, 3), (1, 3)):
        X, Y = rng.normal(size=(n, d)), rng.normal(size=(m, d))
        wanted = [[sum((x[q] - y[q]) ** 2 for q in range(d)) for y in Y] for x in X]
        assert_close(squared_distances(X, Y), wanted, what="squared_distances(X, Y)")
    assert_close(
        squared_distances(np.ones((2, 0)), np.ones((3, 0))), np.zeros((2, 3)), what="d = 0"
    )
    assert_shape(squared_distances(np.ones((0, 2)), np.ones((3, 2))), (0, 3), "n = 0")


@points(1, hint="Subtract before you square; the expanded square cancels.")
def test_no_digit_is_lost_far_away(squared_distances, rng):
    """Why: 1e8 squared is 1e16, which has no room left for a difference of 1."""
    X, Y = rng.integers(-8, 9, size=(4, 3)) / 4, rng.integers(-8, 9, size=(5, 3)) / 4
    near = squared_distances(X, Y)
    assert_close(squared_distances(X + 2.0**30, Y + 2.0**30), near, what="distances after a shift")
    D = squared_distances(X + 0.1, X + 0.1)
    assert_close(np.array([D[i, i] for i in range(4)]), np.zeros(4), atol=0, what="from itself")


@points(
    1, hint="X and Y must both have two axes, and the same d: compare X.shape[1] with Y.shape[1]."
)
def test_other_matrices_are_refused(squared_distances):
    """Why: a d of 1 would broadcast, and every coordinate would be compared with the same one."""
    assert_shape(squared_distances(np.ones((2, 3)), np.ones((4, 3))), (2, 4))
    bad = [((2, 3), (4, 1)), ((2, 1), (4, 3)), ((2, 3), (4, 2)), ((3,), (4, 3)), ((2, 3), (3,))]
    bad += [((2, 3, 3), (3, 3)), ((3, 3), (3, 3, 3)), ((2, 3, 1), (4, 3)), ((2, 3), (4, 3, 3))]
    for a, b in bad:
        assert_raises(ValueError, squared_distances, np.ones(a), np.ones(b))


@points(1, hint="float32 in, float32 out; X and Y stay as they are.")
def test_dtype_is_kept_and_inputs_left_alone(squared_distances, rng):
    """Why: the table is n times m; in float64 it takes twice the memory."""
    X, Y = rng.normal(size=(3, 2)).astype("float32"), rng.normal(size=(3, 2)).astype("float32")
    D = assert_inputs_unchanged(squared_distances, X, Y)
    assert_dtype(D, "float32", "squared_distances(X, Y)")


@points(1, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_gradient_flows(squared_distances, rng):
    """Why: the gradient is 2 (x_i - y_j), summed over the pairs, and 0 where two points coincide."""
    X, Y, U = rng.normal(size=(3, 2)), rng.normal(size=(4, 2)), rng.normal(size=(3, 4))
    Y[0] = X[0]
    dX, dY = vjp_of(squared_distances, X, Y, upstream=U, wrt=(0, 1))
    assert_close(dX, 2 * (U.sum(axis=1)[:, None] * X - U @ Y), what="dX")
    assert_close(dY, 2 * (U.sum(axis=0)[:, None] * Y - U.T @ X), what="dY")
