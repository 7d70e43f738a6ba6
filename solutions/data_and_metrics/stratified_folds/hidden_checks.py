def _dealt(y, k, order):
    """The three steps in words, one card at a time."""
    folds, fold = [-1] * len(y), 0
    for c in sorted(set(y.tolist())):
        for i in order.tolist():
            if y[i] == c:
                folds[i] = fold % k
                fold += 1
    return np.array(folds)


@points(
    2,
    hint="folds[i] belongs to example i, not to card i. Only a stable sort keeps the shuffled order.",
)
def test_equals_dealing_by_hand(stratified_folds, rng):
    """Why: the steps leave no freedom, so two programs with one seed make the same folds."""
    for n, k, classes in growing((2, 5, 11, 60), (2, 3, 7), (1, 2, 4)):
        if k <= n:
            y, order = rng.integers(-2, classes, size=n), rng.permutation(n)
            assert_equal(stratified_folds(y, k, order), _dealt(y, k, order), "folds")


@points(1, hint="Do not start at fold 0 again for each class.")
def test_fold_sizes_differ_by_one_at_most(stratified_folds, rng):
    """Why: with many rare classes, fold 0 would get one of each and the last fold nothing."""
    y = rng.permutation(np.arange(25) // 2)  # thirteen classes of two or one
    sizes = np.bincount(stratified_folds(y, 5, rng.permutation(25)), minlength=5)
    assert_equal(sizes, np.full(5, 5), "sizes of the folds")


@points(1, hint="The shuffled order must decide; the order of the file must not.")
def test_the_order_decides(stratified_folds, rng):
    """Why: files are often sorted by time or by patient; neighbours would be dealt apart."""
    y = np.repeat([0, 1], 20)
    first, second = rng.permutation(40), rng.permutation(40)
    a, b = stratified_folds(y, 4, first), stratified_folds(y, 4, second)
    assert_equal(stratified_folds(y, 4, first), a, "the same order once more")
    assert_that(np.any(a != b), "other folds for another order", "the same folds")


@points(1, hint="A class with fewer members than folds is dealt all the same.")
def test_rare_classes(stratified_folds):
    """Why: one example of a class can stand in one fold only; that is no error."""
    y, order = np.array([3, 3, 3, 3, 9]), np.array([4, 3, 2, 1, 0])
    assert_equal(stratified_folds(y, 4, order), np.array([3, 2, 1, 0, 0]), "folds")


@points(1, hint="As many folds as examples is the largest number: each is held out alone.")
def test_as_many_folds_as_examples(stratified_folds, rng):
    """Why: leave-one-out is the limit of k-fold cross-validation."""
    for n in (2, 7):
        folds = stratified_folds(rng.integers(0, 3, size=n), n, rng.permutation(n))
        assert_equal(np.sort(folds), np.arange(n), "sorted folds")


@points(1, hint="int64, one for each example; sort copies, not the caller's arrays.")
def test_type_and_inputs(stratified_folds, rng):
    """Why: folds are used as indices, and y is needed again for training."""
    y, order = rng.integers(0, 3, size=12), rng.permutation(12)
    folds = assert_inputs_unchanged(stratified_folds, y, 3, order)
    assert_dtype(folds, "int64", "folds")


@points(1, hint="2 <= k <= n, or a ValueError.")
def test_impossible_numbers_of_folds(stratified_folds):
    """Why: one fold leaves nothing to train on, and more folds than examples leave empty ones."""
    y, order = np.array([0, 1, 0, 1]), np.arange(4)
    for k in (1, 5, 0, -2, 6):
        assert_raises(ValueError, stratified_folds, y, k, order)
