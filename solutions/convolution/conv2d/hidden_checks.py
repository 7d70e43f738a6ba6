def _conv2d_draw(rng, n=1, c_in=1, c_out=1, image=(4, 5), kernel=(2, 3)):
    shapes = (n, c_in, *image), (c_out, c_in, *kernel), (c_out,)
    return [rng.normal(size=shape) for shape in shapes]


def _conv2d_by_windows(X, W, b, stride, padding, dilation):
    """The definition, one output after another: cut the window out, multiply, add up."""
    (p, q), (u, v) = padding, dilation
    big = np.zeros((*X.shape[:2], X.shape[2] + 2 * p, X.shape[3] + 2 * q))
    big[:, :, p : p + X.shape[2], q : q + X.shape[3]] = X
    tall, wide = (W.shape[2] - 1) * u, (W.shape[3] - 1) * v
    rows = [
        [
            np.tensordot(big[:, :, y : y + tall + 1 : u, x : x + wide + 1 : v], W, ((1, 2, 3),) * 2)
            for x in range(0, big.shape[3] - wide, stride[1])
        ]
        for y in range(0, big.shape[2] - tall, stride[0])
    ]
    return np.moveaxis(np.array(rows), (0, 1), (2, 3)) + b[:, None, None]


@points(1, hint="Count by hand for small numbers: how many multiples of the stride fit?")
def test_every_small_size(conv_output_size):
    """Why: an off-by-one shows only where the stride does not divide."""
    for size, kernel, stride, padding, dilation in growing(
        (5, 7, 8), (1, 2, 3), (1, 2, 3), (0, 1), (1, 2)
    ):
        begins = range(-padding, size + padding - dilation * (kernel - 1), stride)
        got = conv_output_size(size, kernel, stride, padding, dilation)
        what = f"conv_output_size({size}, {kernel}, {stride}, {padding}, {dilation})"
        assert_equal(got, len(begins), what)


@points(1, hint="Exactly as large as the image: one place. One pixel larger: a ValueError.")
def test_kernel_larger_than_the_image(conv_output_size, conv2d, rng):
    """Why: with a large stride the formula gives 0 or even 1 for a kernel that fits nowhere."""
    assert_equal(conv_output_size(3, 3, 1, 0, 1), 1)
    assert_equal(conv_output_size(1, 2, 1, 1, 2), 1)
    assert_equal(conv_output_size(5, 3, 4, 0, 2), 1)
    for case in ((2, 3, 1, 0, 1), (2, 3, 4, 0, 1), (4, 3, 5, 0, 2), (1, 5, 7, 1, 1)):
        assert_raises(ValueError, conv_output_size, *case)
    X, W, b = _conv2d_draw(rng, image=(4, 4), kernel=(2, 5))
    assert_raises(ValueError, conv2d, X, W, b, (1, 1), (0, 0), (1, 1))


@points(2, hint="Vertical and horizontal have their own stride, padding and dilation.")
def test_equals_the_definition(conv2d, rng):
    """Why: every pair has two different numbers here, and the sizes are odd."""
    for case in (
        ((1, 1), (0, 0), (1, 1)),
        ((2, 1), (0, 0), (1, 1)),
        ((1, 3), (0, 0), (1, 1)),
        ((1, 1), (2, 0), (1, 1)),
        ((1, 1), (0, 1), (1, 1)),
        ((1, 1), (0, 0), (2, 1)),
        ((1, 1), (0, 0), (1, 3)),
        ((3, 2), (1, 2), (2, 3)),
        ((2, 3), (2, 1), (3, 1)),
    ):
        X, W, b = _conv2d_draw(rng, image=(7, 8), kernel=(2, 3))
        what = "stride {}, padding {}, dilation {}".format(*case)
        assert_close(
            conv2d(X, W, b, *case), _conv2d_by_windows(X, W, b, *case), rtol=1e-10, what=what
        )


@points(1, hint="Sum over the input channels; keep the examples and the output channels apart.")
def test_channels_and_batch(conv2d, rng):
    """Why: with one channel and one image a mixed-up axis stays unseen."""
    plain = ((1, 1), (0, 0), (1, 1))
    for n, c_in, c_out in growing((1, 3), (1, 2), (1, 4)):
        X, W, b = _conv2d_draw(rng, n, c_in, c_out)
        wanted = _conv2d_by_windows(X, W, b, *plain)
        assert_close(
            conv2d(X, W, b, *plain), wanted, rtol=1e-10, what=f"c_in={c_in}, c_out={c_out}"
        )


@points(
    1, hint="The kernel slides as it is: entry (0, 0) meets the upper left pixel of the window."
)
def test_kernel_is_not_flipped(conv2d, rng):
    """Why: mathematics flips the kernel, PyTorch and this chapter do not."""
    X, W, b = np.zeros((1, 1, 5, 5)), rng.normal(size=(1, 1, 3, 3)), np.zeros(1)
    X[0, 0, 2, 2] = 1.0
    Y = conv2d(X, W, b, (1, 1), (0, 0), (1, 1))
    assert_close(Y[0, 0], W[0, 0, ::-1, ::-1], what="answer to a single bright pixel")


@points(1, hint="Without the last three arguments: stride 1, no padding, dilation 1.")
def test_defaults(conv2d, conv_output_size, rng):
    """Why: a layer is most often called with the defaults."""
    X, W, b = _conv2d_draw(rng, 2, 2, 3)
    wanted = _conv2d_by_windows(X, W, b, (1, 1), (0, 0), (1, 1))
    assert_close(conv2d(X, W, b), wanted, rtol=1e-10)
    assert_equal(conv_output_size(9, 4), 6)


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(conv2d, rng):
    """Why: a silent float64 doubles the memory of the largest arrays of a network."""
    X, W, b = (a.astype(np.float32) for a in _conv2d_draw(rng, 2, 2, 3))
    Y = assert_inputs_unchanged(conv2d, X, W, b, (1, 1), (0, 0), (1, 1))
    wanted = _conv2d_by_windows(*(a.astype(float) for a in (X, W, b)), (1, 1), (0, 0), (1, 1))
    assert_close(Y, wanted.astype(np.float32), rtol=1e-4, atol=1e-5, dtype="float32", what="Y")


@points(1, hint="The check at the top of the stub does this; leave it there.")
def test_shapes_that_do_not_fit(conv2d, rng):
    """Why: a bias of shape (1,) would broadcast, and a missing channel too."""
    X, W, b = _conv2d_draw(rng, 2, 3, 4)
    assert_shape(conv2d(X, W, b), (2, 4, 3, 3))
    for bad in ((X[0], W, b), (X[:, :1], W, b), (X, W[:, :1], b), (X, W, b[:1]), (X, W, b[None])):
        assert_raises(ValueError, conv2d, *bad)


@points(1, hint="An empty batch gives an empty result of the right shape.")
def test_empty_batch(conv2d, rng):
    """Why: a filter may leave no image."""
    _, W, b = _conv2d_draw(rng, 1, 2, 3)
    assert_shape(conv2d(np.zeros((0, 2, 4, 5)), W, b, (2, 1), (1, 0)), (0, 3, 3, 3))


@points(2, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_equals_torchs_own_values_and_gradients(conv2d, rng):
    """Why: the library's layer is an oracle that shares no line with yours; to 1e-10 in float64."""
    import torch
    import torch.nn.functional as F

    for case in (((1, 1), (0, 0), (1, 1)), ((2, 3), (1, 2), (2, 1))):
        X, W, b = _conv2d_draw(rng, 2, 2, 3, (7, 8), (3, 2))
        leaves = [torch.tensor(a, requires_grad=True) for a in (X, W, b)]
        oracle = F.conv2d(*leaves, *case)
        assert_close(conv2d(X, W, b, *case), oracle.detach().numpy(), rtol=1e-10, what="Y")
        u = rng.normal(size=tuple(oracle.shape))
        wanted = torch.autograd.grad(oracle, leaves, torch.tensor(u))
        got = vjp_of(conv2d, X, W, b, *case, upstream=u, wrt=(0, 1, 2))
        for name, g, w in zip(("dX", "dW", "db"), got, wanted):
            assert_close(g, w.numpy(), rtol=1e-9, atol=1e-11, what=name)
