def _receptive_field_draw(rng, depth, size):
    """Random layers with awkward strides and dilations, each with at least one output."""
    layers = []
    while len(layers) < depth:
        kernel, stride, dilation = (int(v) for v in rng.integers(1, 4, size=3))
        layer = (kernel + 1, stride, int(rng.integers(0, 3)), dilation)
        if all(_receptive_field_outputs(layers[:i], size) > 8 for i in range(len(layers) + 1)):
            layers.append(layer)
        else:
            layers = []
    return layers if _receptive_field_outputs(layers, size) > 0 else layers[:-1]


def _receptive_field_seen(layers, size, position):
    """Forward oracle: carry, for every place of a layer, the set of inputs it depends on."""
    below = [{i} for i in range(size)]
    for kernel, stride, padding, dilation in layers:
        count = (len(below) + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
        above = []
        for y in range(count):
            taps = [y * stride - padding + dilation * i for i in range(kernel)]
            above.append(set().union(*(below[t] for t in taps if 0 <= t < len(below))))
        below = above
    return np.array([i in below[position] for i in range(size)])


def _receptive_field_outputs(layers, size):
    for kernel, stride, padding, dilation in layers:
        size = (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
    return size


@points(2, hint="Take one layer with each of kernel, stride, padding, dilation changed in turn.")
def test_field_is_what_is_seen_from_afar(receptive_field, rng):
    """Why: without holes at its ends, the stretch must begin and end where the dependence does."""
    for (depth,) in growing((1, 1, 2, 2, 3, 3)):
        layers = _receptive_field_draw(rng, depth, 400)
        field, jump, start = receptive_field(layers)
        middle = _receptive_field_outputs(layers, 400) // 2
        for y in (middle, middle + 1):
            seen = np.flatnonzero(_receptive_field_seen(layers, 400, y))
            ends = (start + y * jump, start + y * jump + field - 1)
            assert_equal(ends, (int(seen[0]), int(seen[-1])), f"first and last input, {layers}")


@points(2, hint="Follow the places of one output down to the input; drop those in the padding.")
def test_seen_for_random_layers(seen_inputs, rng):
    """Why: holes, edges and padding in between, for every output."""
    for (depth,) in growing((1, 1, 1, 2, 2, 2, 3, 3)):
        size = int(rng.integers(20, 40))
        layers = _receptive_field_draw(rng, depth, size)
        for position in range(_receptive_field_outputs(layers, size)):
            expected = _receptive_field_seen(layers, size, position)
            got = seen_inputs(layers, size, position)
            assert_equal(got, expected, f"layers {layers}, size {size}, output {position}")


@points(1, hint="A place in the padding of a layer in between is no output of the layer below.")
def test_padding_in_between_leads_nowhere(seen_inputs):
    """Why: an inner zero that was padded on depends on no input at all."""
    layers = [(1, 2, 0, 1), (3, 1, 1, 1)]
    expected = np.array([True, False, True, False, False, False])
    assert_equal(seen_inputs(layers, 6, 0), expected, "first output")
    assert_equal(seen_inputs(layers, 6, 2), expected[::-1][[1, 0, 3, 2, 5, 4]], "last output")
    layers = [(2, 1, 0, 3), (2, 1, 1, 1)]
    expected = np.array([True, False, False, True, False, False])
    assert_equal(seen_inputs(layers, 6, 0), expected, "first of two wide layers")
    assert_equal(seen_inputs(layers, 6, 3), expected[::-1], "last of two wide layers")
    assert_equal(seen_inputs([(1, 1, 1, 1)], 2, 0), np.array([False, False]), "only padding")


@points(1, hint="No layers: each output is its input.")
def test_no_layers_and_one_input(receptive_field, seen_inputs):
    """Why: a loop over nothing must return where it began."""
    assert_equal(receptive_field([]), (1, 1, 0), "no layers")
    assert_equal(seen_inputs([], 3, 2), np.array([False, False, True]), "no layers")
    assert_equal(seen_inputs([(3, 1, 1, 1)], 1, 0), np.array([True]), "one input")


@points(1, hint="Truth values, not counts: compare at the end.")
def test_result_is_bool(seen_inputs):
    """Why: a mask of floats or counts picks other entries when it is used as an index."""
    seen = seen_inputs([(3, 1, 0, 1), (3, 1, 0, 1)], 6, 0)
    assert_shape(seen, (6,), "seen")
    assert_dtype(seen, "bool", "seen")


@points(1, hint="The check at the top of the stub does this; leave it there.")
def test_no_such_output(seen_inputs):
    """Why: position -1 would count from the end without a word."""
    for position in (-1, 4, 9):
        assert_raises(ValueError, seen_inputs, [(3, 1, 0, 1)], 6, position)
    assert_equal(seen_inputs([(3, 1, 0, 1)], 6, 3), np.array([False] * 3 + [True] * 3))
