@points(2, hint="Thresholds 0.9, 0.5 and 0.1: at 0.5 a positive and a negative pass together.")
def test_curve_with_one_tie_by_hand(roc_curve):
    """Why: scores .9 .5 .5 .1 of classes 1 1 0 0; the tie makes a slanted piece of the curve."""
    fpr, tpr = roc_curve(np.array([0.5, 0.9, 0.1, 0.5]), np.array([0, 1, 0, 1]))
    assert_close(fpr, [0.0, 0.0, 0.5, 1.0], what="FPR", dtype="float64")
    assert_close(tpr, [0.0, 0.5, 1.0, 1.0], what="TPR", dtype="float64")


@points(1, hint="Four pairs: three are won and one is a tie, 3.5 of 4.")
def test_area_with_one_tie_by_hand(roc_auc):
    """Why: a tie is neither won nor lost; it counts one half."""
    area = roc_auc(np.array([0.5, 0.9, 0.1, 0.5]), np.array([0, 1, 0, 1]))
    assert_close(area, 0.875, what="AUC")
