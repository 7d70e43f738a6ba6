_DEPTHWISE_CASES = (  # image, kernel, stride, padding
    ((4, 5), (2, 3), (1, 1), (0, 0)),
    ((5, 4), (3, 3), (1, 1), (1, 1)),
    ((7, 8), (3, 2), (2, 1), (0, 1)),
    ((8, 7), (3, 2), (3, 2), (2, 0)),
    ((6, 7), (1, 1), (2, 3), (0, 0)),
    ((5, 6), (2, 2), (3, 4), (1, 0)),
)


def _depthwise_draw(rng, case, n=2, c=3):
    image, kernel, stride, padding = case
    sizes = [(d + 2 * p - k) // s + 1 for d, k, s, p in zip(image, kernel, stride, padding)]
    return [rng.normal(size=shape) for shape in ((n, c, *sizes), (n, c, *image), (c, *kernel))]


def _depthwise_by_windows(dY, X, W, stride, padding):
    """One output after another: it passes dY times the kernel to its window, and the window to dW."""
    (p, q), (k_y, k_x) = padding, W.shape[1:]
    big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
    d_big, dW = np.zeros_like(big), np.zeros_like(W)
    for m, c, y, x in np.ndindex(*dY.shape):
        ys = slice(y * stride[0], y * stride[0] + k_y)
        xs = slice(x * stride[1], x * stride[1] + k_x)
        d_big[m, c, ys, xs] += dY[m, c, y, x] * W[c]
        dW[c] += dY[m, c, y, x] * big[m, c, ys, xs]
    return d_big[:, :, p : p + X.shape[2], q : q + X.shape[3]], dW


@points(2, hint="Turn the kernel by 180 degrees where windows of dY are taken.")
def test_every_geometry(depthwise_backward, rng):
    """Why: kernels without symmetry, sizes that no stride divides, two numbers in every pair."""
    for case in _DEPTHWISE_CASES:
        dY, X, W = _depthwise_draw(rng, case)
        got = depthwise_backward(dY, X, W, *case[2:])
        wanted = _depthwise_by_windows(dY, X, W, *case[2:])
        for name, g, w in zip(("dX", "dW"), got, wanted):
            what = "{}: image {}, kernel {}, stride {}, padding {}".format(name, *case)
            assert_close(g, w, atol=1e-11, what=what)


@points(1, hint="A blur is symmetric; what worked for it must go on working.")
def test_symmetric_kernels_still_work(depthwise_backward, rng):
    """Why: a repair that breaks what was right is no repair."""
    blur = np.outer((1.0, 2.0, 1.0), (1.0, 2.0, 1.0)) / 16
    case = (7, 6), (3, 3), (2, 2), (1, 1)
    dY, X, _ = _depthwise_draw(rng, case)
    W = np.stack([blur] * 3)
    for g, w in zip(
        depthwise_backward(dY, X, W, *case[2:]), _depthwise_by_windows(dY, X, W, *case[2:])
    ):
        assert_close(g, w, atol=1e-11)


@points(1, hint="No sum over channels: channel c of dX depends on channel c of dY alone.")
def test_channels_stay_apart(depthwise_backward, rng):
    """Why: depthwise means that nothing is mixed, backward neither."""
    case = (5, 5), (2, 3), (1, 1), (0, 0)
    dY, X, W = _depthwise_draw(rng, case)
    dY[:, 1] = 0
    dX, dW = depthwise_backward(dY, X, W)
    assert_close(dX[:, 1], np.zeros((2, 5, 5)), what="dX of the silent channel")
    assert_close(dW[1], np.zeros((2, 3)), what="dW of the silent channel")
    alone = depthwise_backward(dY[:, 2:], X[:, 2:], W[2:])
    assert_close(dX[:, 2:], alone[0], what="dX of the last channel")
    assert_close(dW[2:], alone[1], what="dW of the last channel")


@points(1, hint="Compare dY.shape with the size of the forward pass, as the broken code does.")
def test_wrong_upstream_gradient_is_refused(depthwise_backward, rng):
    """Why: a dY of one row or one channel would broadcast."""
    dY, X, W = _depthwise_draw(rng, ((5, 5), (2, 2), (1, 1), (0, 0)))
    assert_shape(depthwise_backward(dY, X, W)[0], X.shape, "dX")
    for wrong in (dY[:1], dY[:, :1], dY[:, :, :3], dY[..., :1], dY[0]):
        assert_raises(ValueError, depthwise_backward, wrong, X, W)


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(depthwise_backward, rng):
    """Why: a kernel that is turned in place spoils the next forward pass."""
    case = (4, 5), (2, 3), (2, 1), (1, 0)
    arrays = [a.astype(np.float32) for a in _depthwise_draw(rng, case)]
    got = assert_inputs_unchanged(depthwise_backward, *arrays, *case[2:])
    wanted = _depthwise_by_windows(*(a.astype(float) for a in arrays), *case[2:])
    for name, g, w in zip(("dX", "dW"), got, wanted):
        assert_close(g, w.astype(np.float32), rtol=1e-4, atol=1e-5, dtype="float32", what=name)


@points(2, hint="F.conv2d with groups=c is this layer.", backends=("torch",))
def test_equals_torchs_own_gradients(depthwise_backward, rng):
    """Why: the library's backward pass is an oracle that shares no line with yours."""
    import torch

    for case in _DEPTHWISE_CASES:
        dY, X, W = _depthwise_draw(rng, case)
        leaves = [torch.tensor(a, requires_grad=True) for a in (X, W)]
        kernels = leaves[1][:, None]
        Y = torch.nn.functional.conv2d(leaves[0], kernels, None, *case[2:], groups=len(W))
        wanted = torch.autograd.grad(Y, leaves, torch.tensor(dY))
        for name, g, w in zip(("dX", "dW"), depthwise_backward(dY, X, W, *case[2:]), wanted):
            assert_close(g, w.numpy(), atol=1e-11, what=f"{name}, stride {case[2]}")
