@points(1, hint="Which pixel won? It takes all; the fifth column lies in no window.")
def test_pooling_by_hand(max_pool2d_backward, average_pool2d_backward):
    """Why: numbers that you can check on paper, with a width that the stride does not divide."""
    X = np.array([[[[1.0, 5.0, 2.0, 0.0, 9.0], [3.0, -1.0, 4.0, 6.0, 9.0]]]])
    dY = np.array([[[[10.0, 100.0]]]])
    winners = [[0.0, 10.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 100.0, 0.0]]
    shares = [[2.5, 2.5, 25.0, 25.0, 0.0]] * 2
    assert_close(max_pool2d_backward(dY, X, (2, 2), (2, 2)), [[winners]], what="max")
    assert_close(average_pool2d_backward(dY, X, (2, 2), (2, 2)), [[shares]], what="average")


@points(2, hint="The middle pixel wins both windows: add. Among equals the first wins.")
def test_overlaps_and_ties_by_hand(max_pool2d_backward):
    """Why: after a ReLU whole windows are 0, so ties are the rule and not the exception."""
    dY = np.array([[[[10.0, 100.0]]]])
    pools = (1, 2), (1, 1)
    peak = max_pool2d_backward(dY, np.array([[[[1.0, 7.0, 2.0]]]]), *pools)
    assert_close(peak, [[[[0.0, 110.0, 0.0]]]], what="the middle pixel wins twice")
    tie = max_pool2d_backward(dY, np.array([[[[0.0, 0.0, 0.0]]]]), *pools)
    assert_close(tie, [[[[10.0, 100.0, 0.0]]]], what="all pixels are 0")
    square = np.array([[[[1.0, 3.0], [3.0, 2.0]]]])
    first = max_pool2d_backward(np.full((1, 1, 1, 1), 5.0), square, (2, 2), (2, 2))
    assert_close(first, [[[[0.0, 5.0], [0.0, 0.0]]]], what="the topmost of two equals")
