def _four_by_counting(truth, said):
    """Class by class, in plain Python."""
    each = []
    for c in range(truth.shape[1]):
        tp = sum(1 for t, s in zip(truth[:, c], said[:, c]) if t and s)
        fp = sum(1 for t, s in zip(truth[:, c], said[:, c]) if s and not t)
        fn = sum(1 for t, s in zip(truth[:, c], said[:, c]) if t and not s)
        each.append((tp, fp, fn, 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0))
    used = [e for e in each if sum(e[:3])]
    tp, fp, fn = (sum(e[i] for e in each) for i in range(3))
    return [
        sum(e[3] for e in each) / max(1, len(each)),
        sum(e[3] for e in used) / max(1, len(used)),
        2 * tp / max(1, 2 * tp + fp + fn),
        sum((e[0] + e[2]) * e[3] for e in each) / max(1, tp + fn),
    ]


def _labels(rng, n, k, share):
    return rng.random(size=(n, k)) < share


@points(
    3,
    hint="Count TP, a and b of one class and compare; where a divisor is 0, 0 is wanted, not NaN.",
)
def test_equals_counting(averaged_f1, rng):
    """Why: rows may hold no label, one, or all of them."""
    for n, k in growing((1, 3, 25), (1, 2, 6)):
        for share in (0.15, 0.5):
            truth, said = _labels(rng, n, k, share), _labels(rng, n, k, 0.4)
            wanted = np.array(_four_by_counting(truth, said))
            assert_close(averaged_f1(truth, said), wanted, what="four averages")


@points(2, hint="Leave a class out only if it neither occurs nor is predicted.")
def test_predicted_but_absent_class_is_used(averaged_f1, rng):
    """Why: false alarms for a class without examples are mistakes, and F = 0 must count."""
    truth, said = np.zeros((6, 3), dtype=bool), np.zeros((6, 3), dtype=bool)
    truth[:, 0] = said[:, 0] = True
    said[2, 1] = True
    assert_close(averaged_f1(truth, said), [1 / 3, 1 / 2, 12 / 13, 1.0], what="four averages")


@points(2, hint="The averages 1, 2 and 4 differ when the classes are of different size.")
def test_rare_class_that_is_missed(averaged_f1):
    """Why: 99 of 100 right, and the rare class never found: macro shows it, micro hides it."""
    truth, said = np.zeros((100, 2), dtype=bool), np.zeros((100, 2), dtype=bool)
    truth[:99, 0] = truth[99, 1] = True
    said[:, 0] = True
    f = 198 / 199
    assert_close(averaged_f1(truth, said), [f / 2, f / 2, 0.99, 0.99 * f], what="four averages")


@points(1, hint="Guard each divisor; do not add an epsilon to it.")
def test_nothing_is_true(averaged_f1):
    """Why: in a batch without labels 0/0 must not become NaN, nor a warning."""
    for n, k in growing((0, 1, 4), (1, 3)):
        none = np.zeros((n, k), dtype=bool)
        assert_close(averaged_f1(none, none), np.zeros(4), what="averages of nothing")
    said = np.array([[True, False]])
    assert_close(averaged_f1(~said & said, said), np.zeros(4), what="only a false alarm")
    assert_close(averaged_f1(said, ~said & said), np.zeros(4), what="only a miss")
    assert_close(averaged_f1(said, said), [0.5, 1.0, 1.0, 1.0], what="one hit")


@points(1, hint="float64; nothing may be written into the caller's matrices.")
def test_type_and_inputs(averaged_f1, rng):
    """Why: counts added up in float32 are inexact from 2^24 on."""
    truth, said = _labels(rng, 7, 3, 0.5), _labels(rng, 7, 3, 0.5)
    assert_dtype(assert_inputs_unchanged(averaged_f1, truth, said), "float64", "four averages")


@points(1, hint="Compare the shapes before anything else.")
def test_shapes_must_agree(averaged_f1):
    """Why: one row, or one column, would broadcast without a word."""
    Y = np.ones((3, 2), dtype=bool)
    for other in (Y[:1], Y[:, :1], Y[:2], Y[0]):
        assert_raises(ValueError, averaged_f1, Y, other)
        assert_raises(ValueError, averaged_f1, other, Y)
