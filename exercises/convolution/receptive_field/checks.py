@points(2, hint="One step of this layer's input is `jump` steps of the network's input.")
def test_known_stacks(receptive_field):
    """Why: three 3x3 layers see as far as one 7x7; that is the idea of VGG."""
    plain, pool = (3, 1, 1, 1), (2, 2, 0, 1)
    assert_equal(receptive_field([plain]), (3, 1, -1), "one 3-wide layer, padding 1")
    assert_equal(receptive_field([plain] * 3), (7, 1, -3), "three of them")
    assert_equal(receptive_field([pool, pool]), (4, 4, 0), "two poolings")
    assert_equal(receptive_field([plain, pool, plain]), (8, 2, -3), "layer, pooling, layer")


@points(1, hint="A dilated kernel looks at every second place: mark those, not the whole stretch.")
def test_dilation_leaves_holes(seen_inputs):
    """Why: the receptive field says how far an output reaches, not that it sees all in between."""
    seen = seen_inputs([(3, 1, 0, 2)], 7, 1)
    assert_equal(seen, np.array([False, True, False, True, False, True, False]))
    assert_equal(seen_inputs([(3, 1, 1, 1)], 4, 0), np.array([True, True, False, False]))
