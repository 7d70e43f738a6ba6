def _worked_step_document():
    params = {
        "W1": np.array([[2.0], [3.0]]),
        "b1": np.array([1.0]),
        "W2": np.array([[4.0]]),
        "b2": np.array([2.0]),
    }
    return np.array([1.0, 2.0]), np.array([1.0]), params, 0.01


@points(1, hint="z is before the activation, a is after it; the loss is half a square.")
def test_forward_numbers_of_document_003(worked_step):
    """Why: 2*1 + 3*2 + 1 = 9, 4*9 + 2 = 38, and half of 37 squared is 684.5."""
    step = worked_step(*_worked_step_document())
    for key, expected in (("z1", [9.0]), ("a1", [9.0]), ("z2", [38.0]), ("y", [38.0])):
        assert_close(step[key], expected, what=key)
    assert_close(step["loss"], 684.5, what="loss")


@points(
    2,
    hint="delta1 = delta2 * W2 * slope of ReLU at z1; a weight's gradient is delta times its input.",
)
def test_backward_numbers_of_document_003(worked_step):
    """Why: 37 * 4 * 1 = 148, where the document multiplies by 1 and by 9."""
    step = worked_step(*_worked_step_document())
    for key, expected in (
        ("delta2", [37.0]),
        ("delta1", [148.0]),
        ("dW2", [[333.0]]),
        ("db2", [37.0]),
        ("dW1", [[148.0], [296.0]]),
        ("db1", [148.0]),
    ):
        assert_close(step[key], expected, what=key)


@points(
    1,
    hint="Subtract lr times the gradient from each old parameter, then run the forward pass again.",
)
def test_step_of_document_003(worked_step):
    """Why: the document never looks whether its step helped."""
    step = worked_step(*_worked_step_document())
    for key, expected in (
        ("new_W1", [[0.52], [0.04]]),
        ("new_b1", [-0.48]),
        ("new_W2", [[0.67]]),
        ("new_b2", [1.63]),
    ):
        assert_close(step[key], expected, what=key)
    assert_close(step["loss_after"], 0.25233408, what="loss_after")
    assert_equal(step["silent_after"], np.array([False]), what="silent_after")
