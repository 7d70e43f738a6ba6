def _layers_count(got, expected, what):
    """A count is a Python int: a float of 175 billion has lost nothing yet, a float32 has."""
    assert_that(type(got) is int, "a Python int", f"{type(got).__name__} {show(got)}", what)
    assert_equal(got, expected, what)


@points(1, hint="One weight for each pair of input and output, one bias for each output.")
def test_mlp_of_the_digits(mlp_parameters):
    """Why: (64*32 + 32) + (32*10 + 10) = 2410; a forgotten last bias gives 2400."""
    _layers_count(mlp_parameters([64, 32, 10], True), 2410, "mlp_parameters([64, 32, 10], True)")
    _layers_count(mlp_parameters([64, 32, 10], False), 2368, "the same without biases")


@points(1, hint="A kernel has kernel * kernel entries for each input channel; then the head.")
def test_small_cnn(cnn_parameters):
    """Why: 1->8 channels: 8*(1*9 + 1) = 80; 8->16: 16*(8*9 + 1) = 1168; head: 16*10 + 10 = 170."""
    _layers_count(cnn_parameters([1, 8, 16], 3, 10, False), 1418, "two convolutions and the head")


@points(1, hint="4 gates of h units; each unit: d input weights, h state weights, 2 biases.")
def test_lstm_of_one_layer(lstm_parameters):
    """Why: 4 * 5 * (3 + 5 + 2) = 200, as torch.nn.LSTM(3, 5) reports."""
    _layers_count(lstm_parameters(3, 5, 1, False), 200, "lstm_parameters(3, 5, 1, False)")
