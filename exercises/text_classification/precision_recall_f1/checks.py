@points(2, hint="The row is the true class, the column the predicted one.")
def test_rows_are_the_truth(confusion_matrix):
    """Why: transposed, precision and recall change places."""
    C = confusion_matrix(np.array([0, 0, 0, 1]), np.array([0, 1, 1, 1]), 2)
    assert_equal(C, np.array([[1, 2], [0, 1]]), "C")


@points(2, hint="Precision divides by the column sum, recall by the row sum.")
def test_two_classes_by_hand(precision_recall_f1):
    """Why: 1 of 1 'class 0' is right, 1 of 3 members found: P = 1, R = 1/3, F = 2/(1+3)."""
    P, R, F, macro = precision_recall_f1(np.array([[1, 2], [0, 1]]))
    assert_close(P, [1.0, 1 / 3], what="precision")
    assert_close(R, [1 / 3, 1.0], what="recall")
    assert_close(F, [0.5, 0.5], what="F1")
    assert_close(macro, [2 / 3, 2 / 3, 0.5], what="macro averages")


@points(1, hint="Where the divisor is 0 the answer is 0, not NaN.")
def test_class_that_is_never_predicted(precision_recall_f1):
    """Why: a classifier that always says 0 must get a number, not NaN."""
    P, R, F, macro = precision_recall_f1(np.array([[3, 0], [1, 0]]))
    assert_close(P, [0.75, 0.0], what="precision")
    assert_close(R, [1.0, 0.0], what="recall")
    assert_close(F, [6 / 7, 0.0], what="F1")
    assert_close(macro, [0.375, 0.5, 3 / 7], what="macro averages")
