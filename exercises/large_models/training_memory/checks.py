@points(1, hint="The input of every linear layer; with GELU also the output of all but the last.")
def test_saved_values_by_hand(mlp_saved_values):
    """Why: sizes 3, 4, 2 and n = 5: inputs 5*3 and 5*4; GELU keeps 5*4 more."""
    assert_equal(mlp_saved_values([3, 4, 2], 5, "relu"), 35, "relu")
    assert_equal(mlp_saved_values([3, 4, 2], 5, "gelu"), 55, "gelu")


@points(2, hint="4 + 4 + 8 bytes for a parameter in float32; 2 + 2 + 4 + 8 in mixed precision.")
def test_sixteen_bytes_a_parameter(training_bytes):
    """Why: both ways need 16 bytes for each parameter; mixed precision saves on activations only."""
    parts = ("weights", "gradients", "master", "moments", "activations")
    for precision, expected in (("float32", (40, 40, 0, 80, 28)), ("mixed", (20, 20, 40, 80, 14))):
        got = training_bytes(10, 10, 7, precision, "adam")
        assert_equal(got, dict(zip(parts, expected)), f"10 parameters, 7 saved values, {precision}")


@points(1, hint="What is left after the state, divided by the bytes of one example, rounded down.")
def test_batch_that_just_fits(largest_batch):
    """Why: one byte too few costs one example, and a negative batch is none."""
    assert_equal(largest_batch(100, 40, 20), 3, "60 bytes for examples of 20")
    assert_equal(largest_batch(99, 40, 20), 2, "59 bytes for examples of 20")
