@points(1, hint="Step 1: tanh(1). Step 2: tanh(0.5 * h_1), since the input is 0.")
def test_one_unit_by_hand(rnn_forward):
    """Why: three numbers on paper show that the state, and not the input, is carried on."""
    X = np.array([[[1.0], [0.0], [0.0]]])
    one = np.ones((1, 1))
    H = rnn_forward(X, 0 * one, one, 0.5 * one, np.zeros(1))
    first = np.tanh(1.0)
    second = np.tanh(0.5 * first)
    assert_close(H, [[[first], [second], [np.tanh(0.5 * second)]]], what="the three states")


@points(1, hint="One state for each step, stacked along axis 1: (n, t, h).")
def test_shape_of_the_states(rnn_forward, rng):
    """Why: n, t and h are all different here, so an exchanged axis shows at once."""
    for n, t, d, h in ((1, 1, 1, 1), (2, 5, 3, 4), (4, 3, 2, 1)):
        X, h0 = rng.normal(size=(n, t, d)), rng.normal(size=(n, h))
        H = rnn_forward(X, h0, rng.normal(size=(d, h)), rng.normal(size=(h, h)), rng.normal(size=h))
        assert_shape(H, (n, t, h), "rnn_forward(X, …)")


@points(1, hint="The first step uses h0; a start from zero is only one of the possible starts.")
def test_first_step_starts_from_h0(rnn_forward, rng):
    """Why: a text that is read in two pieces must go on where the first piece ended."""
    n, d, h = 2, 3, 4
    X, h0 = rng.normal(size=(n, 6, d)), rng.normal(size=(n, h))
    W_x, W_h, b = rng.normal(size=(d, h)), rng.normal(size=(h, h)), rng.normal(size=h)
    whole = rnn_forward(X, h0, W_x, W_h, b)
    first = rnn_forward(X[:, :4], h0, W_x, W_h, b)
    second = rnn_forward(X[:, 4:], first[:, -1], W_x, W_h, b)
    assert_close(whole, np.concatenate([first, second], axis=1), what="two pieces against one run")
