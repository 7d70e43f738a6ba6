def _wins(scores, y):
    """The double sum, pair by pair."""
    won = [float(a > b) + 0.5 * float(a == b) for a in scores[y == 1] for b in scores[y == 0]]
    return sum(won) / len(won)


def _draw(rng, n, levels):
    """n scores on few levels, so that many are equal, and labels of both classes."""
    y = rng.permutation(np.arange(n) % 3 == 0).astype(np.int64)
    return rng.integers(-levels, levels, size=n) / 4 + 0.25 * y, y


@points(2, hint="Compare each positive with each negative; a tie counts one half.")
def test_area_is_the_rank_statistic(roc_auc, rng):
    """Why: with few distinct scores nearly every pair can be a tie."""
    for n, levels in growing((2, 3, 8, 40), (1, 2, 50)):
        scores, y = _draw(rng, n, levels)
        assert_close(roc_auc(scores, y), _wins(scores, y), rtol=1e-12, what="AUC")


@points(2, hint="For each distinct score, count who scores at least that much.")
def test_curve_equals_counting(roc_curve, rng):
    """Why: one point for each threshold, no more and no fewer, from (0, 0) to (1, 1)."""
    for n, levels in growing((2, 3, 8, 40), (1, 2, 50)):
        scores, y = _draw(rng, n, levels)
        thresholds = sorted(set(scores.tolist()), reverse=True)
        wanted = [[0.0] + [float(np.mean(scores[y == c] >= t)) for t in thresholds] for c in (0, 1)]
        fpr, tpr = roc_curve(scores, y)
        assert_close(fpr, np.array(wanted[0]), what="FPR")
        assert_close(tpr, np.array(wanted[1]), what="TPR")


@points(2, hint="Equal scores must pass the threshold together.")
def test_order_of_the_file_does_not_matter(roc_curve, roc_auc, rng):
    """Why: sorted by class, a classifier that always says 0.5 would get an area of 1, or of 0."""
    scores = np.full(6, 0.5)
    for y in (np.array([1, 1, 1, 0, 0, 0]), np.array([0, 0, 0, 1, 1, 1])):
        assert_close(roc_auc(scores, y), 0.5, what="AUC of one constant score")
        fpr, tpr = roc_curve(scores, y)
        assert_close(np.stack([fpr, tpr]), [[0.0, 1.0], [0.0, 1.0]], what="curve of one score")


@points(1, hint="Only the order of the scores counts, not their size.")
def test_only_the_ranking_counts(roc_auc, rng):
    """Why: logits and their sigmoids rank alike, so both have the same area."""
    scores, y = _draw(rng, 30, 6)
    area = roc_auc(scores, y)
    assert_close(roc_auc(1000 * scores**3 - 7, y), area, what="AUC of rescaled scores")
    assert_close(roc_auc(-scores, y), 1 - area, what="AUC of the negated scores")
    scores[0], scores[1] = np.inf, -np.inf
    assert_close(roc_auc(scores, y), _wins(scores, y), what="AUC with infinite scores")


@points(1, hint="Nearly equal is not equal: do not round, and do not use isclose.")
def test_close_scores_are_different(roc_curve, roc_auc):
    """Why: after a sigmoid, confident scores lie within 1e-15 of each other and still rank."""
    scores = 1.0 - np.array([3, 2, 1, 0]) * 2.0**-52
    y = np.array([0, 1, 0, 1])
    assert_close(roc_auc(scores, y), 0.75, what="AUC of nearly equal scores")
    assert_close(roc_curve(scores, y)[1], [0.0, 0.5, 0.5, 1.0, 1.0], what="TPR")


@points(1, hint="The curve is two arrays of float64; sort a copy.")
def test_types_and_inputs(roc_curve, roc_auc, rng):
    """Why: with float32 scores the rates are still ratios of counts."""
    scores, y = _draw(rng, 20, 4)
    assert_inputs_unchanged(roc_auc, scores, y)
    for rate in assert_inputs_unchanged(roc_curve, scores.astype(np.float32), y):
        assert_dtype(rate, "float64", "rate")
    assert_close(roc_auc(scores.astype(np.float32), y), _wins(scores, y), what="AUC, float32")


@points(1, hint="Count both classes first; one of them alone is a ValueError.")
def test_one_class_has_no_curve(roc_curve, roc_auc):
    """Why: 0/0 would be NaN; 0.5 or 1 would be an invention."""
    for function in (roc_curve, roc_auc):
        for y in (np.zeros(3, dtype=np.int64), np.ones(3, dtype=np.int64)):
            assert_raises(ValueError, function, np.array([0.1, 0.2, 0.3]), y)
