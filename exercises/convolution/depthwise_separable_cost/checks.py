@points(2, hint="How many weights has one output channel, and how often is each of them used?")
def test_known_costs(convolution_cost, separable_cost):
    """Why: small enough to count on your fingers."""
    assert_equal(convolution_cost(1, 1, (3, 3), (1, 1), 1, True), (10, 18), "one 3x3 window")
    assert_equal(convolution_cost(4, 2, (1, 1), (5, 3), 1, False), (8, 240), "pointwise")
    assert_equal(convolution_cost(4, 4, (3, 3), (2, 2), 4, False), (36, 288), "depthwise")
    assert_equal(separable_cost(4, 2, (3, 3), (2, 2), False), (44, 352), "depthwise, pointwise")


@points(1, hint="Output channel o weighs channel c by P[o, c]; how does channel c look by then?")
def test_merged_by_hand(merged_kernel):
    """Why: every kernel in the result is a multiple of its channel's one depthwise kernel."""
    D, P = np.array([[[1.0, 2.0]], [[0.0, -1.0]]]), np.array([[3.0, 4.0]])
    assert_close(merged_kernel(D, P), [[[[3.0, 6.0]], [[0.0, -4.0]]]])
