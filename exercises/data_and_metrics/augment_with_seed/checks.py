@points(
    1,
    hint="0.9 does not flip, 0.3 is one quarter turn. rot90 must be told the axes of height and width.",
)
def test_one_image_by_hand(augment):
    """Why: with no frame there is one window; what is left is the flip, then the turns."""
    image = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    turned = augment(image, np.array([[0.0, 0.0, 0.9, 0.3]]), 0, True)
    assert_close(turned, [[[[2.0, 4.0], [1.0, 3.0]]]], what="turned by a quarter")
    flipped = augment(image, np.array([[0.0, 0.0, 0.2, 0.0]]), 0, True)
    assert_close(flipped, [[[[2.0, 1.0], [4.0, 3.0]]]], what="flipped")


@points(
    1, hint="Frame height and width, not the channels; row floor(0.99 * 3) = 2 is the last one."
)
def test_crops_by_hand(augment):
    """Why: with a frame of 1 there are 3 x 3 windows; the middle one gives the image back."""
    image = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    for u, v, wanted in ((0.0, 0.0, [[0, 0], [0, 1]]), (0.99, 0.5, [[3, 4], [0, 0]])):
        out = augment(image, np.array([[u, v, 0.9, 0.0]]), 1, True)
        assert_close(out, np.array([[wanted]], dtype=float), what=f"window of u = {u}, v = {v}")


@points(1, hint="Return the images before you look at the draws.")
def test_inference_leaves_images_alone(augment, rng):
    """Why: at inference a random view costs accuracy, and makes the answer depend on dice."""
    for n, c, h, w in growing((1, 3), (1, 2), (4,), (4, 5)):
        images = rng.normal(size=(n, c, h, w))
        assert_close(augment(images, rng.random((n, 4)), 2, False), images, what="training=False")
        assert_close(augment(images, None, 2, False), images, what="training=False, draws=None")


@points(
    1, hint="Every number stays as it is, in its channel and in its image; the dtype stays too."
)
def test_pixels_only_change_places(augment, rng):
    """Why: with no frame nothing is cut off, so each channel keeps exactly its numbers."""
    for n, c, side in growing((1, 4), (1, 3), (1, 2, 5)):
        images = rng.normal(size=(n, c, side, side))
        out = augment(images, rng.random((n, 4)), 0, True)
        assert_shape(out, images.shape, "augmented images")
        assert_dtype(out, "float64", "augmented images")
        for i, j in np.ndindex(n, c):
            what = f"sorted pixels of image {i}, channel {j}"
            assert_close(np.sort(out[i, j], axis=None), np.sort(images[i, j], axis=None), what=what)
