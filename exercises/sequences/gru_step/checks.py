def _gru_step_biases(r, z, g, recurrent=0.0):
    """Parameters of one unit with one input and no weights: the biases alone set the gates."""
    none = np.zeros((3, 1))
    return none, none, np.array([r, z, g], dtype=float), np.array([0.0, 0.0, recurrent])


@points(1, hint="Both gates are sigmoid(0) = 0.5 and the candidate is tanh(0) = 0.")
def test_zero_parameters(gru_step):
    """Why: the smallest case that can be done by hand: h' = 0.5 * 0 + 0.5 * h."""
    one = np.ones((1, 1))
    assert_close(gru_step(one, 0.8 * one, *_gru_step_biases(0, 0, 0)), [[0.4]], what="h'")


@points(2, hint="With z = 1 the old state stays; with z = 0 the candidate replaces it.")
def test_update_gate_open_and_shut(gru_step):
    """Why: exchanging z and 1 - z still trains, but reads every checkpoint wrongly."""
    one, wide = np.ones((1, 1)), 50.0
    for z, expected, name in ((wide, 0.8, "open"), (-wide, np.tanh(0.3), "shut")):
        got = gru_step(one, 0.8 * one, *_gru_step_biases(0, z, 0.3))
        assert_close(got, [[expected]], what=f"h' with the update gate {name}")


@points(1, hint="r multiplies the whole of q_g: the product with W_hh and the bias b_hh.")
def test_reset_gate_takes_the_recurrent_bias_too(gru_step):
    """Why: in torch's form a shut reset gate hides the bias of the recurrent sum as well."""
    one, wide = np.ones((1, 1)), 50.0
    for r, expected, name in ((wide, np.tanh(0.3 + 0.9), "open"), (-wide, np.tanh(0.3), "shut")):
        got = gru_step(one, 0.8 * one, *_gru_step_biases(r, -wide, 0.3, recurrent=0.9))
        assert_close(got, [[expected]], what=f"h' with the reset gate {name}")
