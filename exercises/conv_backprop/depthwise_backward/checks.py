@points(
    2,
    hint="Which weight does output 0 use for pixel 2? That weight comes back, times dY of output 0.",
)
def test_five_pixels_by_hand(depthwise_backward):
    """Why: a kernel that is not symmetric, two channels, overlapping windows; all on paper."""
    X = np.array([[[[1.0, 2.0, 3.0, 4.0, 5.0]], [[1.0, 0.0, 0.0, 0.0, 1.0]]]])
    W = np.array([[[1.0, -1.0, 2.0]], [[0.0, 3.0, 5.0]]])
    dY = np.array([[[[10.0, 100.0]], [[1.0, 2.0]]]])
    dX, dW = depthwise_backward(dY, X, W, (1, 2), (0, 0))
    wanted = [[[10.0, -10.0, 120.0, -100.0, 200.0]], [[0.0, 3.0, 5.0, 6.0, 10.0]]]
    assert_close(dX, [wanted], what="dX")
    assert_close(dW, [[[310.0, 420.0, 530.0]], [[1.0, 0.0, 2.0]]], what="dW")


@points(2, hint="One bright pixel at a time: dX holds the gradient of sum(dY * Y) by definition.")
def test_input_gradient_against_differences(depthwise_backward, rng):
    """Why: central differences know no kernels and no flips; they are exact here, Y is linear in X."""
    X, W = rng.normal(size=(1, 2, 4, 4)), rng.normal(size=(2, 3, 2))
    views = np.lib.stride_tricks.sliding_window_view
    for across in (1, 2):
        shape = (1, 2, 2, len(range(0, 3, across)))
        dY = rng.normal(size=shape)

        def weighted_sum(V, dY=dY, across=across):
            windows = views(V, (3, 2), axis=(2, 3))[:, :, :, ::across]
            return np.einsum("ncyxij,cij,ncyx", windows, W, dY)

        slope = numeric_gradient(weighted_sum, X, eps=0.5)
        dX = depthwise_backward(dY, X, W, (1, across), (0, 0))[0]
        assert_close(dX, slope, atol=1e-11, what=f"dX, stride (1, {across})")
