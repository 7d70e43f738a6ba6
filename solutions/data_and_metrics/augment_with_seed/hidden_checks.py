def _moved(images, draws, pad):
    """Where each pixel goes, by its coordinates; no flip or rotation of an array is called."""
    n, c, h, w = images.shape
    out = np.zeros_like(images)
    for i, r, s in np.ndindex(n, h, w):
        top, left = (int(u * (2 * pad + 1)) for u in draws[i, :2])
        row, column = r + top - pad, s + left - pad  # the window's pixel (r, s), in the image
        if not (0 <= row < h and 0 <= column < w):
            continue
        a, b = r, w - 1 - s if draws[i, 2] < 0.5 else s
        turns = int(4 * draws[i, 3]) if h == w else 2 * int(2 * draws[i, 3])
        for _ in range(turns % 2):
            a, b = w - 1 - b, a
        if turns >= 2:
            a, b = h - 1 - a, w - 1 - b
        out[i, :, a, b] = images[i, :, row, column]
    return out


@points(2, hint="Crop, then flip, then rotate; each image with its own row of draws.")
def test_equals_moving_each_pixel(augment, rng):
    """Why: a flip after a quarter turn is another image than a quarter turn after a flip."""
    for n, c, side, pad in growing((1, 6), (1, 3), (1, 3, 4), (0, 1, 2)):
        images, draws = 1 + rng.random((n, c, side, side)), rng.random((n, 4))
        what = f"images of shape {images.shape}, pad {pad}"
        assert_close(augment(images, draws, pad, True), _moved(images, draws, pad), what=what)


@points(2, hint="height and width differ: half turns only, and rows are not columns.")
def test_images_that_are_not_square(augment, rng):
    """Why: a batch has one shape, so a quarter turn of a wide image does not fit."""
    for n, h, w, pad in growing((1, 5), (2, 3), (4, 5), (0, 2)):
        for images in (1 + rng.random((n, 2, h, w)), 1 + rng.random((n, 2, w, h))):
            draws = rng.random((n, 4))
            out = augment(images, draws, pad, True)
            assert_shape(out, images.shape, "augmented images")
            assert_close(out, _moved(images, draws, pad), what=f"images of shape {images.shape}")


@points(1, hint="2 * pad + 1 rows are possible, and as many columns: 0 to 2 * pad.")
def test_every_window_is_reached(augment, rng):
    """Why: one row too few, or a rounding to the nearest, and one side is cropped more often."""
    image = 1 + rng.random((1, 1, 3, 4))
    for pad in (1, 2, 3):
        m = 2 * pad + 1
        for row, column in growing(range(m), range(m)):
            for place in (0.01, 0.99):  # just inside the stretch of [0, 1) that means this window
                draws = np.array([[(row + place) / m, (column + place) / m, 0.7, 0.1]])
                got = augment(image, draws, pad, True)
                what = f"window at row {row}, column {column}, pad {pad}"
                assert_close(got, _moved(image, draws, pad), what=what)


@points(1, hint="The flip needs u < 0.5; [0, 1) has four parts of one quarter for the turns.")
def test_chances_are_equal(augment, rng):
    """Why: half of the images are mirrored, and each of the four turns is equally likely."""
    for h, w in ((3, 3), (2, 3)):
        image = rng.random((1, 1, h, w))
        for flip in (0.0, 0.49, 0.5, 0.99):
            for turn in (0.0, 0.24, 0.25, 0.49, 0.5, 0.74, 0.75, 0.99):
                draws = np.array([[0.0, 0.0, flip, turn]])
                got = augment(image, draws, 0, True)
                assert_close(got, _moved(image, draws, 0), what=f"u2 = {flip}, u3 = {turn}")


@points(1, hint="Row i of the draws changes image i; its neighbours have no say.")
def test_images_do_not_know_each_other(augment, rng):
    """Why: the labels stand in the order of the images, and a batch may hold one image."""
    images, draws = rng.random((5, 2, 4, 4)), rng.random((5, 4))
    together = augment(images, draws, 1, True)
    for i in range(5):
        alone = augment(images[i : i + 1], draws[i : i + 1], 1, True)
        assert_close(alone, together[i : i + 1], what=f"image {i}, alone and in the batch")


@points(1, hint="No generator of your own: all chance comes from the draws.")
def test_same_draws_same_batch(augment, rng):
    """Why: a run that cannot be repeated cannot be debugged."""
    images, draws = rng.random((40, 1, 4, 4)), rng.random((40, 4))
    first = augment(images, draws, 2, True)
    assert_close(augment(images, draws, 2, True), first, what="the same draws once more")
    other = augment(images, rng.random((40, 4)), 2, True)
    assert_that(np.any(other != first), "another batch for other draws", "the same batch")


@points(1, hint="Write into an array of your own, of the dtype of the images.")
def test_dtype_and_inputs(augment, rng):
    """Why: the same images are drawn again in the next epoch, and bytes shall stay bytes."""
    images, draws = rng.random((4, 2, 3, 3)), rng.random((4, 4))
    for training in (True, False):
        assert_inputs_unchanged(augment, images, draws, 1, training)
        for dtype in ("float32", "uint8"):
            narrow = (200 * images).astype(dtype)
            out = augment(narrow, draws, 1, training)
            wanted = _moved(narrow, draws, 1) if training else narrow
            assert_close(out, wanted, what=f"{dtype} images, training={training}", dtype=dtype)


@points(1, hint="In training the draws need n rows and four columns; at inference nobody looks.")
def test_draws_of_another_shape(augment, rng):
    """Why: one row would broadcast, and all images would be moved alike."""
    images = rng.random((3, 1, 2, 2))
    for shape in ((1, 4), (4, 4), (2, 4), (3, 3), (3, 5), (4,), (3, 4, 1)):
        assert_raises(ValueError, augment, images, rng.random(shape), 1, True)
        assert_close(augment(images, rng.random(shape), 1, False), images, what="training=False")
