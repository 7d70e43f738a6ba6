_POOL_BACKWARD_CASES = (  # size, stride, padding
    ((2, 2), (2, 2), (0, 0)),
    ((3, 2), (1, 2), (0, 0)),
    ((2, 3), (3, 1), (0, 0)),
    ((2, 2), (1, 1), (1, 0)),
    ((2, 3), (2, 2), (0, 1)),
    ((4, 5), (3, 2), (2, 2)),
    ((1, 1), (2, 3), (0, 0)),
)


def _pool_backward_windows(shape, size, stride, padding):
    """Row and column of each window, and its pixels, clipped to the image."""
    for a, top in enumerate(range(-padding[0], shape[0] + padding[0] - size[0] + 1, stride[0])):
        for b, left in enumerate(
            range(-padding[1], shape[1] + padding[1] - size[1] + 1, stride[1])
        ):
            ys, xs = (range(max(0, v), v + k) for v, k in zip((top, left), size))
            yield a, b, [(y, x) for y in ys for x in xs if y < shape[0] and x < shape[1]]


def _pool_backward_expected(dY, X, size, stride, padding, kind):
    dX = np.zeros(X.shape)
    for m, o in np.ndindex(*X.shape[:2]):
        for a, b, pixels in _pool_backward_windows(X.shape[2:], size, stride, padding):
            if kind == "max":  # max() of Python returns the first of equals
                dX[m, o][max(pixels, key=lambda at: X[m, o][at])] += dY[m, o, a, b]
            else:
                for at in pixels:
                    dX[m, o][at] += dY[m, o, a, b] / len(pixels)
    return dX


def _pool_backward_draw(rng, case, shape=(2, 2, 7, 8), whole=False):
    X = -rng.uniform(1, 9, size=shape)
    if whole:
        X = np.round(X / 4)
    sizes = [(d + 2 * p - k) // s + 1 for d, k, s, p in zip(shape[2:], *case)]
    return rng.normal(size=(*shape[:2], *sizes)), X


@points(2, hint="Add up what all windows send; the padding must never win, even against -8.")
def test_max_of_every_geometry(max_pool2d_backward, rng):
    """Why: all pixels are negative, every pair has two numbers, windows overlap or leave gaps."""
    for case in _POOL_BACKWARD_CASES:
        dY, X = _pool_backward_draw(rng, case)
        what = "size {}, stride {}, padding {}".format(*case)
        wanted = _pool_backward_expected(dY, X, *case, "max")
        assert_close(max_pool2d_backward(dY, X, *case), wanted, what=what)


@points(2, hint="argmax returns the first of equals if the window is laid out row after row.")
def test_ties_go_to_the_first_in_row_major_order(max_pool2d_backward, rng):
    """Why: a mask X == max would pay the gradient out once for each of the equals."""
    for case in _POOL_BACKWARD_CASES:
        dY, X = _pool_backward_draw(rng, case, whole=True)
        what = "size {}, stride {}, padding {}".format(*case)
        wanted = _pool_backward_expected(dY, X, *case, "max")
        assert_close(max_pool2d_backward(dY, X, *case), wanted, what=what)


@points(2, hint="Divide by the number of pixels that were there, window by window.")
def test_average_of_every_geometry(average_pool2d_backward, rng):
    """Why: a divisor of size[0] * size[1] loses gradient at every edge."""
    for case in _POOL_BACKWARD_CASES:
        dY, X = _pool_backward_draw(rng, case)
        what = "size {}, stride {}, padding {}".format(*case)
        wanted = _pool_backward_expected(dY, X, *case, "average")
        assert_close(average_pool2d_backward(dY, X, *case), wanted, what=what)


@points(1, hint="Nothing may get lost: every window passes on all that it received.")
def test_gradient_is_passed_on_whole(max_pool2d_backward, average_pool2d_backward, rng):
    """Why: adding a constant to an image adds it to every output, so sum(dX) = sum(dY)."""
    for case in _POOL_BACKWARD_CASES:
        dY, X = _pool_backward_draw(rng, case, whole=True)
        for pool in (max_pool2d_backward, average_pool2d_backward):
            sums = pool(dY, X, *case).sum(axis=(2, 3))
            assert_close(sums, dY.sum(axis=(2, 3)), atol=1e-11, what=pool.__name__)


@points(1, hint="One window over the whole image: max_pool2d_backward(dY, X, (4, 5), (1, 1)).")
def test_global_pooling(max_pool2d_backward, average_pool2d_backward, rng):
    """Why: global pooling is how modern networks come to their last layer."""
    X, dY = rng.normal(size=(2, 3, 4, 5)), rng.normal(size=(2, 3, 1, 1))
    highest = X.max(axis=(2, 3), keepdims=True)
    winners = np.where(highest == X, dY, 0)
    assert_close(max_pool2d_backward(dY, X, (4, 5), (1, 1)), winners, what="max")
    equal = np.broadcast_to(dY / 20, X.shape)
    assert_close(average_pool2d_backward(dY, X, (4, 5), (1, 1)), equal, what="average")


@points(1, hint="The given lines refuse these; leave them in place.")
def test_what_does_not_fit_is_refused(max_pool2d_backward, average_pool2d_backward, rng):
    """Why: a dY with one row would broadcast over all rows."""
    X, dY = rng.normal(size=(1, 2, 4, 4)), rng.normal(size=(1, 2, 2, 2))
    for pool in (max_pool2d_backward, average_pool2d_backward):
        assert_shape(pool(dY, X, (2, 2), (2, 2), (0, 0)), X.shape, pool.__name__)
        for wrong in (dY[:, :, :1], dY[:, :1], dY[..., :1], dY[0]):
            assert_raises(ValueError, pool, wrong, X, (2, 2), (2, 2), (0, 0))
        assert_raises(ValueError, pool, dY, X, (2, 2), (2, 2), (2, 2))


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(max_pool2d_backward, average_pool2d_backward, rng):
    """Why: dividing dY in place would spoil it for every other layer that it reaches."""
    case = (3, 2), (2, 1), (1, 1)
    dY, X = (a.astype(np.float32) for a in _pool_backward_draw(rng, case))
    for pool, kind in ((max_pool2d_backward, "max"), (average_pool2d_backward, "average")):
        got = assert_inputs_unchanged(pool, dY, X, *case)
        wanted = _pool_backward_expected(dY, X, *case, kind)
        assert_close(got, wanted.astype(np.float32), atol=1e-5, dtype="float32", what=pool.__name__)


@points(1, hint="An empty batch gives an empty result of the right shape.")
def test_empty_batch(max_pool2d_backward, average_pool2d_backward):
    """Why: a filter may leave no image."""
    for pool in (max_pool2d_backward, average_pool2d_backward):
        got = pool(np.zeros((0, 2, 2, 2)), np.zeros((0, 2, 5, 4)), (2, 2), (2, 2))
        assert_shape(got, (0, 2, 5, 4), pool.__name__)


@points(2, hint="PyTorch's own layers must give these numbers.", backends=("torch",))
def test_equals_torchs_own_gradients(max_pool2d_backward, average_pool2d_backward, rng):
    """Why: the library is an oracle that shares no line with yours, and it meets ties here."""
    import torch
    import torch.nn.functional as F

    for case in _POOL_BACKWARD_CASES:
        dY, X = _pool_backward_draw(rng, case, whole=True)
        leaf = torch.tensor(X, requires_grad=True)
        outputs = F.max_pool2d(leaf, *case), F.avg_pool2d(leaf, *case, count_include_pad=False)
        for pool, Y in zip((max_pool2d_backward, average_pool2d_backward), outputs):
            (wanted,) = torch.autograd.grad(Y, leaf, torch.tensor(dY))
            assert_close(pool(dY, X, *case), wanted.numpy(), atol=1e-11, what=pool.__name__)
