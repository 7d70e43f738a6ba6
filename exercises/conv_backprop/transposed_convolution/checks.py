@points(1, hint="Between the pixels, not around them.")
def test_zeros_between_the_pixels(insert_zeros):
    """Why: 3 pixels with stride 2 reach from 0 to 4: five places, not six."""
    Z = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    wide = [[1.0, 0.0, 2.0, 0.0, 3.0], [4.0, 0.0, 5.0, 0.0, 6.0]]
    assert_close(insert_zeros(Z, (1, 2)), [[wide]], what="stride (1, 2)")
    tall = [[1.0, 2.0, 3.0], [0.0] * 3, [0.0] * 3, [4.0, 5.0, 6.0]]
    assert_close(insert_zeros(Z, (3, 1)), [[tall]], what="stride (3, 1)")


@points(2, hint="Each pixel of Z paints the kernel, times its value, a stride apart.")
def test_two_pixels_paint_the_kernel(transposed_conv2d):
    """Why: numbers that you can check on paper; a size of 6 has one pixel that is never read."""
    Z, W = np.array([[[[10.0, 100.0]]]]), np.array([[[[1.0, -1.0, 2.0]]]])
    five = [10.0, -10.0, 120.0, -100.0, 200.0]
    assert_close(transposed_conv2d(Z, W, (1, 5), (1, 2), (0, 0)), [[[five]]], what="size 5")
    assert_close(transposed_conv2d(Z, W, (1, 6), (1, 2), (0, 0)), [[[[*five, 0.0]]]], what="size 6")
    got = transposed_conv2d(Z, W, (1, 3), (1, 2), (0, 1))
    assert_close(got, [[[[-10.0, 120.0, -100.0]]]], what="padding 1")
