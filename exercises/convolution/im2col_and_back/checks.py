_IM2COL_PLAIN = ((1, 1), (0, 0), (1, 1))


@points(1, hint="Channel slowest, then the kernel's row, then its column; windows row by row.")
def test_columns_by_hand(im2col):
    """Why: any other order would not fit W.reshape(c_out, -1)."""
    X = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    assert_close(im2col(X, (2, 2), *_IM2COL_PLAIN), [[[1, 2], [2, 3], [4, 5], [5, 6]]])
    assert_close(im2col(X, (1, 2), (1, 2), (0, 1), (1, 1)), [[[0, 2, 0, 5], [1, 3, 4, 6]]])


@points(2, hint="Every entry goes back to its pixel, and what meets there is added up.")
def test_back_by_hand(col2im):
    """Why: with columns of ones each pixel counts the windows that it lies in."""
    counts = col2im(np.ones((1, 4, 4)), 3, 3, (2, 2), *_IM2COL_PLAIN)
    assert_close(counts, [[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]], what="windows around each pixel")
    left_over = col2im(np.ones((1, 2, 1)), 1, 3, (1, 2), (1, 2), (0, 0), (1, 1))
    assert_close(left_over, [[[[1, 1, 0]]]], what="a pixel in no window")
