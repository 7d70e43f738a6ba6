@points(1, hint="Write down where the window can begin: 0, s, 2s, … up to what last place?")
def test_sizes_that_the_stride_does_not_divide(conv_output_size):
    """Why: 7 pixels, window of 3, stride 3: it begins at 0 and at 3. The last pixel is left over."""
    cases = {
        (7, 3, 3, 0, 1): 2,
        (7, 3, 1, 0, 1): 5,
        (8, 3, 2, 1, 1): 4,
        (5, 5, 1, 0, 1): 1,
        (7, 3, 2, 0, 2): 2,
    }
    for case, expected in cases.items():
        assert_equal(conv_output_size(*case), expected, f"conv_output_size{case}")


@points(2, hint="Which pixels does kernel entry (0, 1) meet when the stride is 2?")
def test_one_image_by_hand(conv2d):
    """Why: numbers that you can check on paper."""
    X = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]]])
    W, b = np.array([[[[1.0, 10.0]]]]), np.array([0.5])
    one, zero = (1, 1), (0, 0)
    assert_close(conv2d(X, W, b, one, zero, one), [[[[21.5, 32.5], [54.5, 65.5], [87.5, 98.5]]]])
    assert_close(conv2d(X, W, b, (2, 1), zero, one), [[[[21.5, 32.5], [87.5, 98.5]]]])
    assert_close(conv2d(X, W, b, one, zero, (1, 2)), [[[[31.5], [64.5], [97.5]]]])
    assert_close(
        conv2d(X[:, :, :1], W, b, one, (0, 1), one), [[[[10.5, 21.5, 32.5, 3.5]]]], what="padded"
    )
