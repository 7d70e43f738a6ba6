def _prf_by_counting(y_true, y_pred, k):
    """Precision, recall and F1 by their words, class by class; macro over the classes in use."""
    scores = np.zeros((k, 3))
    for c in range(k):
        hits = np.sum((y_true == c) & (y_pred == c))
        said, there = np.sum(y_pred == c), np.sum(y_true == c)
        scores[c] = [hits / max(said, 1), hits / max(there, 1), 2 * hits / max(said + there, 1)]
    used = sorted(set(y_true.tolist()) | set(y_pred.tolist()))
    return (*scores.T, scores[used].mean(axis=0) if used else np.zeros(3))


@points(1, hint="Every pair adds one; several examples may fall on one entry.")
def test_counts_every_example(confusion_matrix, rng):
    """Why: C[y_true, y_pred] += 1 counts a repeated pair once only."""
    for n, k in growing((1, 4, 40), (1, 2, 5)):
        y_true, y_pred = rng.integers(0, k, size=n), rng.integers(0, k, size=n)
        wanted = np.array(
            [[np.sum((y_true == r) & (y_pred == c)) for c in range(k)] for r in range(k)]
        )
        assert_equal(confusion_matrix(y_true, y_pred, k), wanted, "C")


@points(1, hint="k is given: a class without examples has its row and column all the same.")
def test_matrix_has_k_rows(confusion_matrix):
    """Why: taking k from the largest label changes the shape from one test set to the next."""
    C = confusion_matrix(np.array([0, 1]), np.array([1, 1]), 4)
    assert_shape(C, (4, 4), "C")
    assert_dtype(C, "int64", "C")
    empty = np.array([], dtype=np.int64)
    assert_equal(
        confusion_matrix(empty, empty, 2), np.zeros((2, 2), dtype=np.int64), "C of nothing"
    )


@points(2, hint="Count by the definition for one class, then compare.")
def test_equals_counting(confusion_matrix, precision_recall_f1, rng):
    """Why: the two functions must hold together on any labels."""
    for n, k in growing((1, 3, 30), (1, 2, 4, 7)):
        y_true, y_pred = rng.integers(0, k, size=n), rng.integers(0, k, size=n)
        wanted = _prf_by_counting(y_true, y_pred, k)
        found = precision_recall_f1(confusion_matrix(y_true, y_pred, k))
        for name, got, want in zip(("precision", "recall", "F1", "macro averages"), found, wanted):
            assert_close(got, want, what=name)


@points(2, hint="Leave out a class only when its row and its column are both empty.")
def test_macro_leaves_out_unused_classes_only(precision_recall_f1):
    """Why: with 1,000 possible classes and 3 in use, averaging over all would say 0.003 at most."""
    P, R, F, macro = precision_recall_f1(
        np.array([[4, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 2, 0]])
    )
    assert_close(P, [1.0, 0.0, 0.0, 0.0], what="precision")
    assert_close(R, [0.8, 0.0, 0.0, 0.0], what="recall")
    assert_close(F, [8 / 9, 0.0, 0.0, 0.0], what="F1")
    assert_close(macro, [1 / 3, 0.8 / 3, 8 / 27], what="macro averages")


@points(1, hint="No class is left, so there is nothing to average: 0 by definition.")
def test_nothing_at_all(precision_recall_f1):
    """Why: a batch can be empty; the mean of no numbers is NaN unless you define it."""
    P, R, F, macro = precision_recall_f1(np.zeros((3, 3), dtype=np.int64))
    for name, scores in (("precision", P), ("recall", R), ("F1", F), ("macro averages", macro)):
        assert_close(scores, np.zeros(3), what=name)


@points(1, hint="float64 and four arrays, in the order P, R, F, macro.")
def test_types_and_inputs(confusion_matrix, precision_recall_f1, rng):
    """Why: in float32 a count above 2^24 is already inexact."""
    y_true, y_pred = rng.integers(0, 3, size=9), rng.integers(0, 3, size=9)
    C = assert_inputs_unchanged(confusion_matrix, y_true, y_pred, 3)
    for name, got in zip(("P", "R", "F", "macro"), assert_inputs_unchanged(precision_recall_f1, C)):
        assert_dtype(got, "float64", name)
    large = np.array([[2**24, 1], [0, 2**24 + 1]])
    assert_close(precision_recall_f1(large)[1][0], 2**24 / (2**24 + 1), rtol=1e-12, what="recall")


@points(1, hint="Compare the shapes and the range of the labels before you count.")
def test_impossible_labels_are_refused(confusion_matrix):
    """Why: label -1 silently counts as the last class, and broadcasting hides a lost label."""
    good = np.array([0, 1, 2])
    assert_equal(confusion_matrix(good, good, 3), np.eye(3, dtype=np.int64), "C")
    for bad in ([0, 1, 3], [3, 1, 2], [7, 1, 2], [0, -1, 2], [0, 1], [1]):
        assert_raises(ValueError, confusion_matrix, good, np.array(bad), 3)
        assert_raises(ValueError, confusion_matrix, np.array(bad), good, 3)
