def _masked_mean_by_loop(H, mask):
    """The definition, one row at a time."""
    rows = [h[m].mean(axis=0) if m.any() else np.zeros(h.shape[1]) for h, m in zip(H, mask)]
    return np.array(rows)


@points(1, hint="Compare one row with H[i][mask[i]].mean(axis=0).")
def test_equals_the_loop(masked_mean, rng):
    """Why: rows have different numbers of words, anywhere in the row."""
    for n, t, h in growing((1, 2, 5), (1, 2, 6), (1, 3)):
        H, mask = rng.normal(size=(n, t, h)), rng.random((n, t)) < 0.6
        assert_close(masked_mean(H, mask), _masked_mean_by_loop(H, mask), what="means")


@points(1, hint="Replace what is masked by 0 (np.where, torch.where); multiplying keeps NaN.")
def test_masked_values_never_reach_the_mean(masked_mean, rng):
    """Why: padding may hold anything; 0 * NaN is NaN and 0 * inf is NaN."""
    mask = np.array([[True, False, True], [False, False, False]])
    clean = rng.normal(size=(2, 3, 2))
    wanted = _masked_mean_by_loop(clean, mask)
    for dirt in (1e6, np.nan, np.inf):
        H = np.where(mask[:, :, None], clean, dirt)
        assert_close(masked_mean(H, mask), wanted, what=f"means with {dirt} in the padding")


@points(1, hint="The gradient of a word is dP of its row over the number of its words.")
def test_gradient_values(masked_mean_backward, rng):
    """Why: a gradient that is off by the factor m trains long texts harder than short ones."""
    for n, t, h in growing((1, 3), (1, 2, 5), (1, 3)):
        dP, mask = rng.normal(size=(n, h)), rng.random((n, t)) < 0.6
        wanted = np.zeros((n, t, h))
        for i in range(n):
            wanted[i, mask[i]] = dP[i] / max(1, int(mask[i].sum()))
        assert_close(masked_mean_backward(dP, mask), wanted, what="dH")


@points(1, hint="No word, no gradient: zeros, not NaN.")
def test_row_without_words_has_no_gradient(masked_mean_backward):
    """Why: an empty text must not teach anything, and must not make NaN."""
    dP = np.array([[1e9, -1.0], [3.0, -6.0]])
    mask = np.array([[False, False, False], [True, True, True]])
    wanted = np.array([[[0.0, 0.0]] * 3, [[1.0, -2.0]] * 3])
    assert_close(masked_mean_backward(dP, mask), wanted, what="dH")


@points(1, hint="H[~mask] = 0 writes into the caller's array.")
def test_inputs_are_left_alone(masked_mean, masked_mean_backward, rng):
    """Why: the states are needed again by the layer's own backward pass."""
    mask = np.array([[True, False, False], [True, True, False]])
    assert_inputs_unchanged(masked_mean, rng.normal(size=(2, 3, 4)), mask)
    assert_inputs_unchanged(masked_mean_backward, rng.normal(size=(2, 4)), mask)


@points(1, hint="Dividing by an integer array makes float64; cast the count to the dtype of H.")
def test_dtype_is_kept(masked_mean, masked_mean_backward, rng):
    """Why: a silent float64 doubles the memory of a network."""
    H, mask = rng.normal(size=(2, 3, 4)).astype("float32"), np.array([[True, False, False]] * 2)
    assert_dtype(masked_mean(H, mask), "float32", "masked_mean(H, mask)")
    assert_dtype(masked_mean_backward(H[:, 0], mask), "float32", "masked_mean_backward(dP, mask)")


@points(1, hint="Compare mask.shape with H.shape[:2] before you compute; raise ValueError.")
def test_wrong_shapes_are_refused(masked_mean, masked_mean_backward, rng):
    """Why: a mask of one row broadcasts over the whole batch and hides the mistake."""
    H, mask = rng.normal(size=(2, 3, 4)), np.ones((2, 3), dtype=bool)
    assert_shape(masked_mean(H, mask), (2, 4), "masked_mean(H, mask)")
    assert_shape(masked_mean_backward(H[:, 0], mask), (2, 3, 4), "masked_mean_backward(dP, mask)")
    assert_raises(ValueError, masked_mean, H, mask[:1])
    assert_raises(ValueError, masked_mean, H, mask[:, :1])
    assert_raises(ValueError, masked_mean, H[:1], mask)
    assert_raises(ValueError, masked_mean, H[:, :1], mask)
    assert_raises(ValueError, masked_mean_backward, H[:1, 0], mask)
    assert_raises(ValueError, masked_mean_backward, H[:, 0], mask[:1])


@points(
    1,
    hint="Mask with torch.where before you sum, then autograd gives the same gradient.",
    backends=("torch",),
)
def test_autograd_agrees(masked_mean, masked_mean_backward, rng):
    """Why: your two functions must belong together, for a row without words too."""
    mask = np.array([[True, True, False], [False, False, False], [False, True, True]])
    H, dP = rng.normal(size=(3, 3, 2)), rng.normal(size=(3, 2))
    H[~mask] = np.nan
    assert_shape(masked_mean(H, mask), (3, 2), "masked_mean(H, mask)")
    wanted = vjp_of(masked_mean, H, mask, upstream=dP)
    assert_close(masked_mean_backward(dP, mask), wanted, what="dH")
    assert_close(wanted[1], np.zeros((3, 2)), what="gradient of the row without words")
