def _lstm_gate_biases(i, f, g, o):
    """Parameters of one unit with one input: no weights, so that the biases alone set the gates."""
    none = np.zeros((4, 1))
    return none, none, np.array([i, f, g, o], dtype=float), np.zeros(4)


@points(1, hint="Every gate is sigmoid(0) = 0.5 here, and the candidate is tanh(0) = 0.")
def test_zero_parameters(lstm_cell):
    """Why: the smallest case that can be done by hand: c' = 0.5 c and h' = 0.5 tanh(c')."""
    one = np.ones((1, 1))
    new_h, new_c = lstm_cell(one, one, 2 * one, *_lstm_gate_biases(0, 0, 0, 0))
    assert_close(new_c, [[1.0]], what="c'")
    assert_close(new_h, [[0.380797077977882]], what="h'")


@points(2, hint="The forget gate multiplies the old c, the input gate multiplies the candidate g.")
def test_each_gate_does_its_work(lstm_cell):
    """Why: a gate that is wide open or shut shows what it lets through."""
    one, wide, shut = np.ones((1, 1)), 50.0, -50.0
    cases = {
        "forget gate open, input gate shut: c stays": ((shut, wide, 0.5, wide), 0.7),
        "forget gate shut, input gate open: c is the candidate": (
            (wide, shut, 0.5, wide),
            np.tanh(0.5),
        ),
        "output gate shut: nothing is shown": ((shut, wide, 0.5, shut), 0.7),
    }
    for what, (biases, c) in cases.items():
        new_h, new_c = lstm_cell(one, one, 0.7 * one, *_lstm_gate_biases(*biases))
        shown = 0.0 if biases[3] == shut else np.tanh(c)
        assert_close(new_c, [[c]], what=f"{what}; c'")
        assert_close(new_h, [[shown]], what=f"{what}; h'")


@points(1, hint="One hidden state for each of the t steps, stacked along axis 1.")
def test_layer_shape_and_first_step(lstm_cell, lstm_layer, rng):
    """Why: the layer is the cell, begun at zero; its first column is one call of the cell."""
    for n, t, d, h in growing((1, 2), (1, 3), (1, 2), (1, 2)):
        X = rng.normal(size=(n, t, d))
        parameters = [rng.normal(size=s) for s in ((4 * h, d), (4 * h, h), (4 * h,), (4 * h,))]
        H = lstm_layer(X, *parameters)
        assert_shape(H, (n, t, h), "lstm_layer(X, …)")
        first, _ = lstm_cell(X[:, 0], np.zeros((n, h)), np.zeros((n, h)), *parameters)
        assert_close(H[:, 0], first, what="first step of the layer")
