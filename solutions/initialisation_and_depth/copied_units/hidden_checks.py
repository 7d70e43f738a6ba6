def _id_units(rng, d, k, groups):
    """Distinct random units, repeated as `groups` says."""
    m = max(groups) + 1
    W1, b1, W2 = rng.normal(size=(d, m)), rng.normal(size=m), rng.normal(size=(m, k))
    return W1[:, groups], b1[groups], W2[groups]


def _id_first(groups):
    return np.array([groups.index(g) for g in groups])


@points(2, hint="A unit's label is the number of the first unit equal to it, not a running count.")
def test_labels_of_random_groups(copied_units, rng):
    """Why: copies need not stand beside each other."""
    for h, d, k in growing((1, 2, 5), (1, 3), (1, 2)):
        groups = [int(g) for g in rng.integers(0, h, size=h)]
        W1, b1, W2 = _id_units(rng, d, k, groups)
        assert_equal(copied_units(W1, b1, W2), _id_first(groups), what=f"groups {groups}")


@points(2, hint="Compare incoming weights, bias AND outgoing weights.")
def test_one_different_part_breaks_the_copy(copied_units):
    """Why: units with other outgoing weights get other gradients, and part in the first step."""
    W1, b1, W2 = np.ones((2, 3)), np.ones(3), np.ones((3, 2))
    assert_equal(copied_units(W1, b1, W2), np.array([0, 0, 0]), what="all equal")
    for part in range(3):
        for place in range(2):
            arrays = [W1.copy(), b1.copy(), W2.copy()]
            index = [(place, 1), (1,), (1, place)][part]
            arrays[part][index] += 1e-9
            what = f"{('W1', 'b1', 'W2')[part]}[{index}] moved by 1e-9"
            assert_equal(copied_units(*arrays), np.array([0, 1, 0]), what=what)


@points(2, hint="Sum the outgoing rows of a group; keep its first unit in the old order.")
def test_smaller_network_computes_the_same(without_copies, rng):
    """Why: that is the claim: copies add no capacity, whatever the activation."""
    for h, d, k in growing((1, 2, 6), (1, 3), (1, 2)):
        groups = [int(g) for g in rng.integers(0, max(h - 1, 1), size=h)]
        W1, b1, W2 = _id_units(rng, d, k, groups)
        V1, c1, V2 = without_copies(W1, b1, W2)
        firsts = np.unique(_id_first(groups))
        assert_close(V1, W1[:, firsts], what="W1 of the smaller network")
        assert_close(c1, b1[firsts], what="b1 of the smaller network")
        assert_shape(V2, (len(firsts), k), "W2 of the smaller network")
        X = rng.normal(size=(4, d))
        for phi in (np.tanh, np.cos):
            assert_close(phi(X @ V1 + c1) @ V2, phi(X @ W1 + b1) @ W2, atol=1e-10, what="outputs")


@points(1, hint="Without copies nothing changes: the labels are 0, 1, 2, …")
def test_network_without_copies_stays(copied_units, without_copies, rng):
    """Why: random weights have no copies; that is what they are for."""
    W1, b1, W2 = rng.normal(size=(3, 4)), np.zeros(4), rng.normal(size=(4, 2))
    assert_equal(copied_units(W1, b1, W2), np.arange(4), what="copied_units")
    for name, got, old in zip(("W1", "b1", "W2"), without_copies(W1, b1, W2), (W1, b1, W2)):
        assert_close(got, old, what=name)


@points(1, hint="Integers for the labels; weights keep their dtype; the arguments are only read.")
def test_dtypes_and_inputs(copied_units, without_copies, rng):
    """Why: labels are used as indices, and the caller still needs its weights."""
    arrays = [a.astype(np.float32) for a in _id_units(rng, 2, 2, [0, 1, 0])]
    labels = assert_inputs_unchanged(copied_units, *arrays)
    kind = labels.dtype.kind if isinstance(labels, np.ndarray) else type(labels).__name__
    assert_that(kind == "i", "an array of integers", f"{labels} ({kind})", "copied_units")
    for name, got in zip(("W1", "b1", "W2"), assert_inputs_unchanged(without_copies, *arrays)):
        assert_dtype(got, "float32", name)
