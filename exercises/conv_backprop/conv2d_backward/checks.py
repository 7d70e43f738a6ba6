@points(2, hint="Which outputs contain pixel 2? Each sends back dY times the weight it used.")
def test_five_pixels_by_hand(conv2d_backward):
    """Why: numbers that you can check on paper; the windows overlap in the third pixel."""
    X = np.array([[[[1.0, 2.0, 3.0, 4.0, 5.0]]]])
    W, dY = np.array([[[[1.0, -1.0, 2.0]]]]), np.array([[[[10.0, 100.0]]]])
    dX, dW, db = conv2d_backward(dY, X, W, (1, 2), (0, 0))
    assert_close(dX, [[[[10.0, -10.0, 120.0, -100.0, 200.0]]]], what="dX")
    assert_close(dW, [[[[310.0, 420.0, 530.0]]]], what="dW")
    assert_close(db, [110.0], what="db")


@points(1, hint="A pixel that no window covers cannot change the loss.")
def test_pixels_left_over_have_no_gradient(conv2d_backward, rng):
    """Why: stride 3 on 8 pixels leaves two over; dX still has eight, as the layer below expects."""
    X, W = rng.normal(size=(1, 1, 1, 8)), rng.normal(size=(1, 1, 1, 3))
    dX = conv2d_backward(rng.normal(size=(1, 1, 1, 2)), X, W, (1, 3), (0, 0))[0]
    assert_shape(dX, (1, 1, 1, 8), "dX")
    assert_close(dX[..., 6:], np.zeros((1, 1, 1, 2)), what="dX of the last two pixels")
    assert_that(np.all(dX[..., :6] != 0), "a gradient for each pixel that is used", dX, "dX")
