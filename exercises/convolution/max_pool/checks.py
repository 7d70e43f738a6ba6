@points(1, hint="The window moves by the stride; the fifth column is left over.")
def test_pooling_by_hand(max_pool2d, average_pool2d):
    """Why: numbers that you can check on paper, with a width that the stride does not divide."""
    X = np.array([[[[1.0, 5.0, 2.0, 0.0, 9.0], [3.0, -1.0, 4.0, 6.0, 9.0]]]])
    assert_close(max_pool2d(X, (2, 2), (2, 2)), [[[[5.0, 6.0]]]], what="max")
    assert_close(average_pool2d(X, (2, 2), (2, 2)), [[[[2.0, 3.0]]]], what="average")


@points(2, hint="What must stand in the padding so that it never wins, even against -8?")
def test_padding_does_not_take_part(max_pool2d, average_pool2d):
    """Why: after a layer without ReLU all numbers may be negative; a zero would win every edge."""
    X = np.array([[[[-8.0, -2.0, -6.0]]]])
    pools = (1, 3), (1, 1), (0, 1)
    assert_close(max_pool2d(X, *pools), [[[[-2.0, -2.0, -2.0]]]], what="max")
    assert_close(average_pool2d(X, *pools), [[[[-5.0, -16.0 / 3, -4.0]]]], what="average")
