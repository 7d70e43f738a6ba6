@points(
    1, hint="Write the row of step 2 down, and 0, 1, 0, 1, … under it; class 1 begins at fold 1."
)
def test_seven_cards_by_hand(stratified_folds):
    """Why: shuffled 4 0 3 6 1 2 5; the row is 0 3 5, then 4 6 1 2; dealt 0 1 0 1 0 1 0."""
    y = np.array([0, 1, 1, 0, 1, 0, 1])
    order = np.array([4, 0, 3, 6, 1, 2, 5])
    assert_equal(stratified_folds(y, 2, order), np.array([0, 1, 0, 1, 1, 0, 0]), "folds")


@points(2, hint="Count the examples of each class in each fold: the counts may differ by one.")
def test_every_class_is_spread_evenly(stratified_folds, rng):
    """Why: that is what "stratified" promises, whatever the labels look like."""
    for n, k, classes in growing((6, 13, 40), (2, 3, 5), (1, 2, 6)):
        y = rng.integers(0, classes, size=n) ** 2 - 5
        folds = stratified_folds(y, k, rng.permutation(n))
        assert_shape(folds, (n,), "folds")
        for c in np.unique(y):
            counts = np.array([np.sum((folds == f) & (y == c)) for f in range(k)])
            assert_equal(
                counts.sum(), np.sum(y == c), f"examples of class {c} in folds 0 to {k - 1}"
            )
            spread = int(counts.max() - counts.min())
            assert_that(
                spread <= 1, "counts that differ by one at most", f"class {c}: {show(counts)}"
            )
