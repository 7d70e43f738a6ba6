@points(
    2, hint="F of the classes: 2*2/(2+3), 0/(1+1), 0/0. Mean of three, mean of two, 4/7, (2*0.8)/3."
)
def test_three_classes_by_hand(averaged_f1):
    """Why: class 0 is found twice of twice with one false alarm, class 1 is missed, class 2 unused."""
    Y_true = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0]], dtype=bool)
    Y_pred = np.array([[1, 0, 0], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=bool)
    four = averaged_f1(Y_true, Y_pred)
    assert_close(four, [0.8 / 3, 0.4, 4 / 7, 1.6 / 3], what="four averages", dtype="float64")


@points(1, hint="Every miss is a false alarm elsewhere. Check your sums, and divide in float64.")
def test_micro_of_single_labels_is_accuracy(averaged_f1, rng):
    """Why: with one label for each example micro F1 says nothing that accuracy does not say."""
    for n, k in growing((1, 5, 30), (2, 4)):
        y, guess = rng.integers(0, k, size=n), rng.integers(0, k, size=n)
        four = averaged_f1(np.eye(k, dtype=bool)[y], np.eye(k, dtype=bool)[guess])
        assert_shape(four, (4,), "four averages")
        assert_close(four[2], np.mean(y == guess), what="micro F1 of single labels")
