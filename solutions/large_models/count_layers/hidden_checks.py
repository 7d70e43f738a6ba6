def _layers_hidden_count(got, expected, what):
    right = type(got) is int and got == expected
    assert_that(right, f"{expected}, a Python int", f"{show(got)}, {type(got).__name__}", what)


@points(1, hint="Go through neighbouring pairs of sizes; one pair is a network too.")
def test_mlps_of_any_depth(mlp_parameters, rng):
    """Why: the matrices themselves are the definition; here they are made and measured."""
    for depth in (1, 2, 3, 5):
        sizes = [int(s) for s in rng.integers(1, 40, size=depth + 1)]
        matrices = [np.zeros((a + 1, b)) for a, b in zip(sizes, sizes[1:])]  # the last row: biases
        whole = sum(m.size for m in matrices)
        _layers_hidden_count(mlp_parameters(sizes, True), whole, f"sizes {sizes} with biases")
        _layers_hidden_count(
            mlp_parameters(sizes, False), whole - sum(sizes[1:]), f"sizes {sizes} without biases"
        )


@points(2, hint="With batch norm: no bias in the convolution, a scale and a shift per channel.")
def test_batch_norm_replaces_the_bias(cnn_parameters, rng):
    """Why: scale and shift come, the bias goes: one more for each output channel."""
    for depth in (1, 2, 4):
        channels = [int(c) for c in rng.integers(1, 30, size=depth + 1)]
        kernel, classes = int(rng.choice([1, 3, 5, 7])), int(rng.integers(2, 20))
        kernels = [np.zeros((b, a, kernel, kernel)) for a, b in zip(channels, channels[1:])]
        weights = sum(w.size for w in kernels) + channels[-1] * classes + classes
        where = f"channels {channels}, kernel {kernel}, {classes} classes"
        plain = cnn_parameters(channels, kernel, classes, False)
        _layers_hidden_count(plain, weights + sum(channels[1:]), where)
        normed = cnn_parameters(channels, kernel, classes, True)
        _layers_hidden_count(normed, weights + 2 * sum(channels[1:]), where + ", batch norm")


@points(2, hint="The second layer reads 2h numbers if the first looks both ways.")
def test_stacked_and_bidirectional(lstm_parameters, rng):
    """Why: torch.nn.LSTM's matrices have the shapes (4h, input), (4h, h), (4h,) and (4h,)."""
    for layers in (1, 2, 3):
        for bidirectional in (False, True):
            d, h = (int(v) for v in rng.integers(2, 20, size=2))
            ways = 2 if bidirectional else 1
            inputs = [d] + [ways * h] * (layers - 1)
            expected = sum(
                ways * (np.zeros((4 * h, x)).size + np.zeros((4 * h, h)).size + 2 * 4 * h)
                for x in inputs
            )
            got = lstm_parameters(d, h, layers, bidirectional)
            _layers_hidden_count(
                got, expected, f"d={d}, h={h}, layers={layers}, both ways={bidirectional}"
            )


@points(1, hint="The torch modules say what they hold: add up p.numel().", backends=("torch",))
def test_torch_reports_the_same(mlp_parameters, cnn_parameters, lstm_parameters):
    """Why: the built model is the judge of every formula."""
    import torch

    nn = torch.nn
    count = lambda m: sum(p.numel() for p in m.parameters())  # noqa: E731
    built = nn.Sequential(nn.Linear(7, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 3))
    _layers_hidden_count(mlp_parameters([7, 5, 5, 3], True), count(built), "nn.Linear, three times")
    built = nn.Sequential(nn.Conv2d(3, 4, 5, bias=False), nn.BatchNorm2d(4), nn.Linear(4, 6))
    _layers_hidden_count(
        cnn_parameters([3, 4], 5, 6, True), count(built), "nn.Conv2d and nn.BatchNorm2d"
    )
    built = nn.LSTM(6, 4, num_layers=3, bidirectional=True)
    _layers_hidden_count(lstm_parameters(6, 4, 3, True), count(built), "nn.LSTM")


@points(1, hint='Build on the device "meta", or use the formula: nothing may be allocated.')
def test_models_that_fit_nowhere(mlp_parameters, cnn_parameters, lstm_parameters):
    """Why: a count must not need the memory of what is counted; these are 4 terabytes and more."""
    m = 1_000_000
    _layers_hidden_count(mlp_parameters([m, m], True), m * m + m, "mlp_parameters")
    _layers_hidden_count(cnn_parameters([m, m], 1, 2, False), m * m + 3 * m + 2, "wide convolution")
    _layers_hidden_count(cnn_parameters([1, m], 1, m, True), 4 * m + m * m, "wide head")
    _layers_hidden_count(lstm_parameters(m, m, 1, False), 8 * m * m + 8 * m, "lstm_parameters")
