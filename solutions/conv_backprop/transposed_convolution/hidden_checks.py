_TRANSPOSED_CASES = (  # size, kernel, stride, padding
    ((4, 5), (2, 3), (1, 1), (0, 0)),
    ((5, 4), (3, 3), (1, 1), (1, 1)),
    ((7, 8), (3, 2), (2, 1), (0, 0)),
    ((8, 7), (3, 2), (3, 2), (2, 0)),
    ((6, 8), (1, 1), (2, 3), (1, 0)),
    ((5, 6), (2, 2), (3, 4), (0, 2)),
)


def _transposed_draw(rng, case, n=2, c_in=2, c_out=3):
    size, kernel, stride, padding = case
    sizes = [(d + 2 * p - k) // s + 1 for d, k, s, p in zip(size, kernel, stride, padding)]
    return rng.normal(size=(n, c_out, *sizes)), rng.normal(size=(c_out, c_in, *kernel))


def _transposed_by_painting(Z, W, size, stride, padding):
    """Each pixel of Z adds the kernel, times its value, at its place."""
    (p, q), (k_y, k_x) = padding, W.shape[2:]
    canvas = np.zeros((len(Z), W.shape[1], size[0] + 2 * p, size[1] + 2 * q))
    for y, x in np.ndindex(*Z.shape[2:]):
        top, left = y * stride[0], x * stride[1]
        patch = np.einsum("no,ocij->ncij", Z[:, :, y, x], W)
        canvas[:, :, top : top + k_y, left : left + k_x] += patch
    return canvas[:, :, p : p + size[0], q : q + size[1]]


@points(2, hint="Follow the four steps for one axis; then give the other axis its own numbers.")
def test_equals_the_painting(transposed_conv2d, rng):
    """Why: every pair has two different numbers, and some paddings are larger than the kernel."""
    for case in _TRANSPOSED_CASES:
        size, _, stride, padding = case
        Z, W = _transposed_draw(rng, case)
        wanted = _transposed_by_painting(Z, W, size, stride, padding)
        what = "size {}, kernel {}, stride {}, padding {}".format(*case)
        got = transposed_conv2d(Z, W, size, stride, padding)
        assert_close(got, wanted, atol=1e-11, what=what)


@points(2, hint="The kernel must be turned, and the channels change their roles.")
def test_is_the_adjoint_of_a_convolution(transposed_conv2d, rng):
    """Why: <conv(X), Z> = <X, transposed(Z)> for random X and Z holds for the adjoint alone."""
    for size, kernel, stride, padding in _TRANSPOSED_CASES:
        Z, W = _transposed_draw(rng, (size, kernel, stride, padding))
        X = rng.normal(size=(len(Z), W.shape[1], *size))
        big = np.pad(X, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
        views = np.lib.stride_tricks.sliding_window_view(big, kernel, axis=(2, 3))
        Y = np.einsum("ncyxij,ocij->noyx", views[:, :, :: stride[0], :: stride[1]], W)
        back = transposed_conv2d(Z, W, size, stride, padding)
        assert_shape(back, X.shape)
        assert_close(np.sum(back * X), np.sum(Z * Y), atol=1e-11, what=f"size {size}")


@points(1, hint="Pixel (y, x) of Z goes to (y * s_y, x * s_x).")
def test_zeros_and_pixels_in_place(insert_zeros, rng):
    """Why: both axes, several channels, and a single pixel that has no neighbour."""
    for h, w, s, t in growing((1, 3), (1, 2), (1, 4), (1, 3)):
        Z = rng.normal(size=(2, 3, h, w))
        spread = insert_zeros(Z, (s, t))
        assert_shape(spread, (2, 3, (h - 1) * s + 1, (w - 1) * t + 1))
        assert_close(spread[:, :, ::s, ::t], Z, what="the pixels")
        assert_close(np.abs(spread).sum(), np.abs(Z).sum(), what="sum of absolute values")


@points(1, hint="What the convolution never read comes back as zeros at the far end.")
def test_all_sizes_that_lead_to_one_shape(transposed_conv2d, rng):
    """Why: with stride 3, images of 7, 8 and 9 rows give the same Z; the layer must be told which."""
    Z, W = rng.normal(size=(1, 2, 2, 1)), rng.normal(size=(2, 1, 4, 1))
    smallest = transposed_conv2d(Z, W, (7, 1), (3, 1), (0, 0))
    for more in (1, 2):
        wanted = np.pad(smallest, ((0, 0), (0, 0), (0, more), (0, 0)))
        got = transposed_conv2d(Z, W, (7 + more, 1), (3, 1), (0, 0))
        assert_close(got, wanted, what=f"{7 + more} rows")


@points(1, hint="Without the last two arguments: stride 1 and no padding, a full convolution.")
def test_defaults(transposed_conv2d, rng):
    """Why: in one dimension the full convolution is np.convolve, which shares no line with yours."""
    z, w = rng.normal(size=5), rng.normal(size=3)
    got = transposed_conv2d(z[None, None, None], w[None, None, None], (1, 7))
    assert_close(got, np.convolve(z, w)[None, None, None])


@points(1, hint="The given function refuses these; call it first.")
def test_sizes_that_do_not_fit(transposed_conv2d, rng):
    """Why: a wrong size would give an image that is shifted or cut, without a word."""
    Z, W = rng.normal(size=(1, 2, 3, 3)), rng.normal(size=(2, 1, 2, 2))
    assert_shape(transposed_conv2d(Z, W, (6, 7), (2, 2), (0, 0)), (1, 1, 6, 7))
    for size, z in (((5, 6), Z), ((6, 8), Z), ((6, 6), Z[:, :1]), ((6, 6), Z[0])):
        assert_raises(ValueError, transposed_conv2d, z, W, size, (2, 2), (0, 0))


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(insert_zeros, transposed_conv2d, rng):
    """Why: the layer below still needs Z, and a float64 image doubles the memory."""
    case = (5, 6), (3, 2), (2, 3), (1, 0)
    Z, W = (a.astype(np.float32) for a in _transposed_draw(rng, case))
    got = assert_inputs_unchanged(transposed_conv2d, Z, W, case[0], *case[2:])
    wanted = _transposed_by_painting(Z.astype(float), W.astype(float), case[0], *case[2:])
    assert_close(got, wanted.astype(np.float32), rtol=1e-4, atol=1e-5, dtype="float32")
    assert_dtype(assert_inputs_unchanged(insert_zeros, Z, (2, 3)), "float32", "insert_zeros")


@points(1, hint="An empty batch gives an empty result of the right shape.")
def test_empty_batch(transposed_conv2d):
    """Why: a filter may leave no image."""
    got = transposed_conv2d(np.zeros((0, 3, 2, 2)), np.ones((3, 2, 2, 2)), (4, 5), (2, 2), (0, 0))
    assert_shape(got, (0, 2, 4, 5))


@points(2, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_equals_torchs_own_layer_and_its_gradients(transposed_conv2d, rng):
    """Why: F.conv_transpose2d is an oracle; it names the rows never read by output_padding."""
    import torch

    for case in _TRANSPOSED_CASES:
        size, kernel, stride, padding = case
        Z, W = _transposed_draw(rng, case)
        more = [(d + 2 * p - k) % s for d, k, s, p in zip(size, kernel, stride, padding)]
        leaves = [torch.tensor(a, requires_grad=True) for a in (Z, W)]
        X = torch.nn.functional.conv_transpose2d(*leaves, None, stride, padding, more)
        wanted = X.detach().numpy()
        assert_close(transposed_conv2d(Z, W, size, stride, padding), wanted, atol=1e-11)
        u = rng.normal(size=wanted.shape)
        slopes = torch.autograd.grad(X, leaves, torch.tensor(u))
        found = vjp_of(transposed_conv2d, Z, W, size, stride, padding, upstream=u, wrt=(0, 1))
        for name, g, w in zip("ZW", found, slopes):
            assert_close(g, w.numpy(), atol=1e-11, what=f"gradient to {name}, size {size}")
