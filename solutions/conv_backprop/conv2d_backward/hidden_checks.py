_CONV2D_BACKWARD_CASES = (  # image, kernel, stride, padding
    ((4, 5), (2, 3), (1, 1), (0, 0)),
    ((5, 4), (3, 3), (1, 1), (1, 1)),
    ((7, 8), (3, 2), (2, 1), (0, 0)),
    ((7, 8), (2, 3), (1, 2), (0, 1)),
    ((8, 7), (3, 2), (3, 2), (2, 0)),
    ((6, 7), (1, 1), (2, 3), (0, 0)),
    ((5, 6), (2, 2), (3, 4), (1, 0)),
)


def _conv2d_backward_draw(rng, case, n=2, c_in=2, c_out=3):
    image, kernel, stride, padding = case
    sizes = [(d + 2 * p - k) // s + 1 for d, k, s, p in zip(image, kernel, stride, padding)]
    shapes = (n, c_out, *sizes), (n, c_in, *image), (c_out, c_in, *kernel)
    return [rng.normal(size=shape) for shape in shapes]


def _conv2d_backward_by_windows(dY, X, W, stride, padding):
    """One output after another: it passes dY times the kernel to its window, dY times the window to W."""
    (p, q), (k_y, k_x) = padding, W.shape[2:]
    big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
    d_big, dW = np.zeros_like(big), np.zeros_like(W)
    for m, o, y, x in np.ndindex(*dY.shape):
        window = np.s_[
            m, :, y * stride[0] : y * stride[0] + k_y, x * stride[1] : x * stride[1] + k_x
        ]
        d_big[window] += dY[m, o, y, x] * W[o]
        dW[o] += dY[m, o, y, x] * big[window]
    return d_big[:, :, p : p + X.shape[2], q : q + X.shape[3]], dW, np.einsum("noyx->o", dY)


@points(2, hint="Vertical and horizontal have their own stride, padding and kernel size.")
def test_equals_the_definition(conv2d_backward, rng):
    """Why: every pair has two different numbers, and most strides do not divide."""
    for case in _CONV2D_BACKWARD_CASES:
        dY, X, W = _conv2d_backward_draw(rng, case)
        got = conv2d_backward(dY, X, W, *case[2:])
        wanted = _conv2d_backward_by_windows(dY, X, W, *case[2:])
        for name, g, w in zip(("dX", "dW", "db"), got, wanted):
            what = "{}: image {}, kernel {}, stride {}, padding {}".format(name, *case)
            assert_close(g, w, atol=1e-11, what=what)


@points(2, hint="sum(dY * change of Y) = sum(dX * change of X): the forward pass is linear in X.")
def test_dot_product_test(conv2d_backward, rng):
    """Why: <A x, y> = <x, A^T y> tells an adjoint from anything that merely looks like one."""
    import itertools

    for stride, padding in itertools.product(((1, 1), (2, 3)), ((0, 0), (1, 2))):
        case = (6, 7), (2, 3), stride, padding
        dY, X, W = _conv2d_backward_draw(rng, case)
        (p, q), (k_y, k_x) = padding, W.shape[2:]
        big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
        views = np.lib.stride_tricks.sliding_window_view(big, (k_y, k_x), axis=(2, 3))
        Y = np.einsum("ncyxij,ocij->noyx", views[:, :, :: stride[0], :: stride[1]], W)
        dX, dW, _ = conv2d_backward(dY, X, W, stride, padding)
        what = f"stride {stride}, padding {padding}"
        assert_close(np.sum(dX * X), np.sum(dY * Y), atol=1e-11, what=f"<dX, X>, {what}")
        assert_close(np.sum(dW * W), np.sum(dY * Y), atol=1e-11, what=f"<dW, W>, {what}")


@points(1, hint="Sum over the output channels for dX, over images and places for dW.")
def test_channels_and_batch(conv2d_backward, rng):
    """Why: with one channel and one image a mixed-up axis stays unseen."""
    case = (3, 4), (2, 2), (1, 1), (0, 0)
    for n, c_in, c_out in growing((1, 3), (1, 2), (1, 4)):
        dY, X, W = _conv2d_backward_draw(rng, case, n, c_in, c_out)
        wanted = _conv2d_backward_by_windows(dY, X, W, *case[2:])
        for name, g, w in zip(("dX", "dW", "db"), conv2d_backward(dY, X, W), wanted):
            assert_close(g, w, atol=1e-11, what=f"{name} with n={n}, c_in={c_in}, c_out={c_out}")


@points(1, hint="Compare dY.shape with (n, c_out, rows, columns); the given lines do it.")
def test_wrong_upstream_gradient_is_refused(conv2d_backward, rng):
    """Why: a dY of one row too few, or of one channel, would broadcast or be cut without a word."""
    dY, X, W = _conv2d_backward_draw(rng, ((5, 5), (2, 2), (1, 1), (0, 0)))
    assert_shape(conv2d_backward(dY, X, W)[0], X.shape, "dX")
    for wrong in (dY[:1], dY[:, :1], dY[:, :, :3], dY[:, :, :, :1], dY[0]):
        assert_raises(ValueError, conv2d_backward, wrong, X, W)
    assert_raises(ValueError, conv2d_backward, dY, X[:, :, :1], W)


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(conv2d_backward, rng):
    """Why: a float64 gradient doubles the memory; a changed W spoils the next step."""
    case = (4, 5), (2, 3), (2, 1), (1, 0)
    arrays = [a.astype(np.float32) for a in _conv2d_backward_draw(rng, case)]
    got = assert_inputs_unchanged(conv2d_backward, *arrays, *case[2:])
    wanted = _conv2d_backward_by_windows(*(a.astype(float) for a in arrays), *case[2:])
    for name, g, w in zip(("dX", "dW", "db"), got, wanted):
        assert_close(g, w.astype(np.float32), rtol=1e-4, atol=1e-5, dtype="float32", what=name)


@points(1, hint="An empty batch has nothing to sum: zeros, with the right shapes.")
def test_empty_batch_gives_zero_gradients(conv2d_backward):
    """Why: a filter may leave no image; training should go on with a zero gradient."""
    W = np.ones((3, 2, 2, 2))
    dX, dW, db = conv2d_backward(np.zeros((0, 3, 3, 4)), np.zeros((0, 2, 4, 5)), W)
    assert_shape(dX, (0, 2, 4, 5), "dX")
    assert_close(dW, np.zeros_like(W), what="dW")
    assert_close(db, np.zeros(3), what="db")


@points(2, hint="PyTorch's own layer must give these numbers.", backends=("torch",))
def test_equals_torchs_own_gradients(conv2d_backward, rng):
    """Why: the library's backward pass is an oracle that shares no line with yours."""
    import torch

    for case in _CONV2D_BACKWARD_CASES:
        dY, X, W = _conv2d_backward_draw(rng, case)
        leaves = [torch.tensor(a, requires_grad=True) for a in (X, W, np.zeros(3))]
        Y = torch.nn.functional.conv2d(*leaves, *case[2:])
        wanted = torch.autograd.grad(Y, leaves, torch.tensor(dY))
        for name, g, w in zip(("dX", "dW", "db"), conv2d_backward(dY, X, W, *case[2:]), wanted):
            assert_close(g, w.numpy(), atol=1e-11, what=f"{name}, stride {case[2]}")
