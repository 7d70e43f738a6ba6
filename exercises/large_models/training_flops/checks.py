@points(
    1, hint="2*n*d_in*d_out for each layer forward; twice that backward, but the first only once."
)
def test_mlp_by_hand(mlp_flops):
    """Why: sizes 3, 4, 2, n = 5: forward 120 + 80; backward 120 for the first, 160 for the second."""
    forward, backward = mlp_flops([3, 4, 2], 5)
    assert_close(forward, 200, what="forward")
    assert_close(backward, 280, what="backward")


@points(
    2, hint="Four projections 8td², two products with t² (4t²d), feed-forward 16td², output 2tdv."
)
def test_one_block_by_hand(gpt_forward_flops):
    """Why: d=2, v=7, t=3: projections 96, scores and sum 72, feed-forward 192, output 84."""
    assert_close(gpt_forward_flops(1, 2, 7, 3), 444, what="gpt_forward_flops(1, 2, 7, 3)")


@points(1, hint="A day has 86400 seconds; a kilowatt-hour is 1000 watts for an hour.")
def test_a_small_run(training_run):
    """Why: 6 * 1e9 * 1.44e13 operations on 10 devices of 1e15, half of them reached."""
    got = training_run(1e9, 1.44e13, 10, 1e15, 0.5, 700.0)
    assert_equal(sorted(got), ["days", "flops", "kilowatt_hours"], "keys")
    assert_close(got["flops"], 8.64e22, what="flops")
    assert_close(got["days"], 200.0, what="days")
    assert_close(got["kilowatt_hours"], 33600.0, what="kilowatt_hours")
