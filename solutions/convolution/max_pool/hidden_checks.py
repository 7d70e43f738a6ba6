_MAX_POOL_CASES = (
    ((2, 2), (2, 2), (0, 0)),
    ((3, 2), (1, 2), (0, 0)),
    ((2, 3), (3, 1), (0, 0)),
    ((2, 2), (1, 1), (1, 0)),
    ((2, 3), (2, 2), (0, 1)),
    ((4, 5), (3, 2), (2, 2)),
    ((1, 1), (2, 3), (0, 0)),
)


def _max_pool_windows(X, size, stride, padding, reduce):
    """Clip each window to the image, then reduce: there is no padding to leave out."""
    height, width = X.shape[2:]
    rows = [
        [
            reduce(X[:, :, max(0, y) : y + size[0], max(0, x) : x + size[1]], axis=(2, 3))
            for x in range(-padding[1], width + padding[1] - size[1] + 1, stride[1])
        ]
        for y in range(-padding[0], height + padding[0] - size[0] + 1, stride[0])
    ]
    return np.moveaxis(np.array(rows), (0, 1), (2, 3))


@points(2, hint="Every window by itself: which pixels of the image does it cover?")
def test_max_of_every_window(max_pool2d, rng):
    """Why: all pixels are negative, every pair has two numbers, and the sizes are odd."""
    for case in _MAX_POOL_CASES:
        X = -rng.uniform(1, 9, size=(2, 3, 7, 9))
        what = "size {}, stride {}, padding {}".format(*case)
        assert_close(max_pool2d(X, *case), _max_pool_windows(X, *case, np.max), what=what)


@points(2, hint="Divide by the number of pixels that were there, window by window.")
def test_average_of_every_window(average_pool2d, rng):
    """Why: a divisor of size[0] * size[1] darkens the edges."""
    for case in _MAX_POOL_CASES:
        X = rng.normal(size=(2, 3, 7, 9))
        what = "size {}, stride {}, padding {}".format(*case)
        wanted = _max_pool_windows(X, *case, np.mean)
        assert_close(average_pool2d(X, *case), wanted, rtol=1e-10, what=what)


@points(1, hint="The average of a constant is that constant, at the edge too.")
def test_constant_image(max_pool2d, average_pool2d, rng):
    """Why: an image of one colour has no edges, so pooling must not make any."""
    for value in (-3.0, 1e6, float(rng.normal())):
        X = np.full((1, 2, 5, 4), value)
        for pool in (max_pool2d, average_pool2d):
            got = pool(X, (3, 3), (2, 1), (1, 1))
            assert_close(got, np.full((1, 2, 3, 4), value), what=pool.__name__)


@points(1, hint="Without the last argument there is no padding; one window may cover all.")
def test_global_pooling(max_pool2d, average_pool2d, rng):
    """Why: pooling over the whole image is how modern networks come to their last layer."""
    X = rng.normal(size=(2, 3, 4, 5))
    whole = (4, 5), (1, 1)
    assert_close(max_pool2d(X, *whole), X.max(axis=(2, 3), keepdims=True), what="max")
    assert_close(average_pool2d(X, *whole), X.mean(axis=(2, 3), keepdims=True), what="average")


@points(1, hint="maximum and max pass a NaN on; fmax and nanmax hide it.")
def test_nan_and_minus_infinity(max_pool2d, average_pool2d):
    """Why: a NaN that pooling swallows is found three days later."""
    X = np.array([[[[np.nan, 1.0, -np.inf, -np.inf]]]])
    assert_close(max_pool2d(X, (1, 2), (1, 2)), [[[[np.nan, -np.inf]]]], what="max")
    Y = average_pool2d(X[..., :2], (1, 1), (1, 1))
    assert_close(Y, [[[[np.nan, 1.0]]]], what="average")


@points(1, hint="The given function refuses these; call it first.")
def test_impossible_windows_are_refused(max_pool2d, average_pool2d):
    """Why: padding of more than half a window makes windows that are empty."""
    X = np.zeros((1, 1, 4, 4))
    for pool in (max_pool2d, average_pool2d):
        assert_raises(ValueError, pool, X, (2, 2), (1, 1), (2, 0))
        assert_raises(ValueError, pool, X, (5, 1), (1, 1), (0, 0))
        assert_raises(ValueError, pool, X[0], (2, 2), (1, 1), (0, 0))
        assert_shape(pool(X, (2, 2), (1, 1), (1, 0)), (1, 1, 5, 3))


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(max_pool2d, average_pool2d, rng):
    """Why: the layer below still needs its output for the backward pass."""
    X = rng.normal(size=(2, 2, 5, 4)).astype(np.float32)
    for pool in (max_pool2d, average_pool2d):
        Y = assert_inputs_unchanged(pool, X, (3, 2), (2, 1), (1, 1))
        reduce = np.max if pool is max_pool2d else np.mean
        wanted = _max_pool_windows(X, (3, 2), (2, 1), (1, 1), reduce)
        assert_close(Y, wanted, atol=1e-6, dtype="float32", what=pool.__name__)


@points(1, hint="An empty batch gives an empty result of the right shape.")
def test_empty_batch(max_pool2d, average_pool2d):
    """Why: a filter may leave no image."""
    for pool in (max_pool2d, average_pool2d):
        assert_shape(pool(np.zeros((0, 2, 5, 4)), (2, 2), (2, 2)), (0, 2, 2, 2), pool.__name__)


@points(2, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_equals_torchs_own_values_and_gradients(max_pool2d, average_pool2d, rng):
    """Why: the library's layer is an oracle that shares no line with yours; to 1e-10 in float64."""
    import torch
    import torch.nn.functional as F

    X = rng.normal(size=(2, 3, 7, 6))
    for case in _MAX_POOL_CASES:
        leaf = torch.tensor(X, requires_grad=True)
        size, stride, padding = case
        for pool, oracle in (
            (max_pool2d, F.max_pool2d(leaf, size, stride, padding)),
            (average_pool2d, F.avg_pool2d(leaf, size, stride, padding, count_include_pad=False)),
        ):
            wanted = oracle.detach().numpy()
            assert_close(pool(X, *case), wanted, rtol=1e-10, what=pool.__name__)
            u = rng.normal(size=wanted.shape)
            (wanted,) = torch.autograd.grad(oracle, leaf, torch.tensor(u))
            got = vjp_of(pool, X, *case, upstream=u)
            assert_close(got, wanted.numpy(), rtol=1e-9, what=f"gradient of {pool.__name__}")
