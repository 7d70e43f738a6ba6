_IM2COL_CASES = (
    ((2, 3), (1, 1), (0, 0), (1, 1)),
    ((2, 2), (2, 2), (0, 0), (1, 1)),
    ((2, 3), (2, 1), (0, 0), (1, 1)),
    ((3, 2), (1, 2), (0, 0), (1, 1)),
    ((2, 3), (1, 1), (1, 0), (1, 1)),
    ((2, 3), (1, 1), (0, 2), (1, 1)),
    ((2, 3), (1, 1), (0, 0), (2, 1)),
    ((3, 2), (1, 1), (0, 0), (1, 3)),
    ((3, 2), (2, 3), (1, 2), (2, 1)),
    ((1, 1), (3, 2), (0, 0), (1, 1)),
)


def _im2col_entries(X, kernel, stride, padding, dilation):
    """The definition: (window, entry, pixel) for every entry that meets the image."""
    height, width = X.shape[2:]
    (k, m), (s, t), (p, q), (u, v) = kernel, stride, padding, dilation
    tops = range(-p, height + p - u * (k - 1), s)
    lefts = range(-q, width + q - v * (m - 1), t)
    for window, (top, left) in enumerate((y, x) for y in tops for x in lefts):
        for entry, (i, j) in enumerate(np.ndindex(k, m)):
            y, x = top + u * i, left + v * j
            inside = 0 <= y < height and 0 <= x < width
            yield window, entry, (y, x) if inside else None


def _im2col_oracle(X, *geometry):
    entries = list(_im2col_entries(X, *geometry))
    size, windows = geometry[0][0] * geometry[0][1], entries[-1][0] + 1
    C = np.zeros((*X.shape[:2], size, windows), dtype=X.dtype)
    for window, entry, pixel in entries:
        if pixel is not None:
            C[:, :, entry, window] = X[:, :, pixel[0], pixel[1]]
    return C.reshape(len(X), -1, windows)


@points(2, hint="Change one of stride, padding and dilation at a time, vertical or horizontal.")
def test_columns_for_every_geometry(im2col, rng):
    """Why: every pair has two different numbers, the sizes are odd, and there are channels."""
    for case in _IM2COL_CASES:
        X = rng.normal(size=(2, 3, 6, 7))
        what = "kernel {}, stride {}, padding {}, dilation {}".format(*case)
        assert_close(im2col(X, *case), _im2col_oracle(X, *case), what=what)


@points(3, hint="<im2col(X), C> must equal <X, col2im(C)>: the same links, walked backwards.")
def test_back_is_the_adjoint(col2im, rng):
    """Why: the adjoint is the backward pass; an oracle's columns, random numbers on both sides."""
    for case in _IM2COL_CASES:
        X = rng.normal(size=(2, 3, 6, 7))
        columns = _im2col_oracle(X, *case)
        C = rng.normal(size=columns.shape)
        back = col2im(C, 6, 7, *case)
        what = "kernel {}, stride {}, padding {}, dilation {}".format(*case)
        assert_shape(back, X.shape, what)
        for m, c in np.ndindex(2, 3):
            size = case[0][0] * case[0][1]
            rows = slice(c * size, (c + 1) * size)
            one_side = np.sum(columns[m, rows] * C[m, rows])
            assert_close(
                np.sum(X[m, c] * back[m, c]), one_side, atol=1e-10, what=f"{what}, one channel"
            )


@points(1, hint="Add to the pixel; do not overwrite what another window has left there.")
def test_back_of_columns_counts_windows(im2col, col2im, rng):
    """Why: back(columns(X)) is X times the number of windows around each pixel."""
    for case in _IM2COL_CASES:
        X = rng.normal(size=(1, 2, 6, 7))
        counts = np.zeros((6, 7))
        for _, _, pixel in _im2col_entries(X, *case):
            if pixel is not None:
                counts[pixel] += 1
        got = col2im(im2col(X, *case), 6, 7, *case)
        assert_close(
            got, X * counts, what="kernel {}, stride {}, padding {}, dilation {}".format(*case)
        )


@points(1, hint="float32 in, float32 out; write into nothing that you were given.")
def test_dtype_is_kept_and_inputs_left_alone(im2col, col2im, rng):
    """Why: the columns are k_y * k_x times as large as the images; float64 doubles that."""
    geometry = (2, 2), (1, 1), (1, 0), (1, 1)
    X = rng.normal(size=(2, 2, 4, 3)).astype(np.float32)
    columns = assert_inputs_unchanged(im2col, X, *geometry)
    assert_close(columns, _im2col_oracle(X, *geometry), dtype="float32", what="columns")
    C = rng.normal(size=columns.shape).astype(np.float32)
    back = assert_inputs_unchanged(col2im, C, 4, 3, *geometry)
    assert_dtype(back, "float32", "images")


@points(1, hint="The given function refuses these; call it first.")
def test_window_larger_than_the_image(im2col, col2im):
    """Why: no window, no columns; a negative number of them would be worse."""
    plain = (1, 1), (0, 0), (1, 1)
    assert_raises(ValueError, im2col, np.zeros((1, 1, 2, 5)), (3, 1), *plain)
    assert_raises(ValueError, col2im, np.zeros((1, 3, 1)), 5, 2, (1, 3), *plain)
    assert_shape(im2col(np.zeros((0, 2, 4, 5)), (3, 2), *plain), (0, 12, 8), "empty batch")


@points(2, hint="Tensor operations only, so that autograd can follow.", backends=("torch",))
def test_equals_torchs_unfold_and_fold(im2col, col2im, rng):
    """Why: F.unfold and F.fold are the library's pair; autograd through yours must be yours too."""
    import torch
    import torch.nn.functional as F

    for kernel, stride, padding, dilation in _IM2COL_CASES:
        X = rng.normal(size=(2, 3, 6, 7))
        wanted = F.unfold(torch.tensor(X), kernel, dilation, padding, stride)
        geometry = kernel, stride, padding, dilation
        assert_close(im2col(X, *geometry), wanted.numpy(), rtol=1e-10, what="columns")
        C = rng.normal(size=tuple(wanted.shape))
        wanted = F.fold(torch.tensor(C), (6, 7), kernel, dilation, padding, stride)
        assert_close(col2im(C, 6, 7, *geometry), wanted.numpy(), rtol=1e-10, what="images")
        assert_close(vjp_of(im2col, X, *geometry, upstream=C), wanted.numpy(), what="gradient")
