@points(1, hint="Examples are rows; the features stand side by side, those of A first.")
def test_concatenation_of_two_rows(fuse_concat):
    """Why: the two inputs may have different numbers of features, never of examples."""
    A, B = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0], [6.0]])
    assert_close(fuse_concat(A, B), [[1.0, 2.0, 5.0], [3.0, 4.0, 6.0]], what="fused")


@points(2, hint="Where only one input is there, divide by one. Choose with where; 0 * NaN is NaN.")
def test_average_with_a_missing_input(fuse_average):
    """Why: both there, only A, only B: three examples by hand."""
    A, B = np.array([[1.0], [4.0], [np.nan]]), np.array([[3.0], [np.nan], [8.0]])
    present = np.array([[True, True], [True, False], [False, True]])
    assert_close(fuse_average(A, B, present), [[2.0], [4.0], [8.0]], what="average")


@points(1, hint="W = 0 and c = 0 make every gate 1/2; a large c opens it for A.")
def test_gate_half_open_and_wide_open(fuse_gate):
    """Why: with a half-open gate the result is the mean; wide open it is A, shut it is B."""
    A, B, W = np.array([[1.0, 2.0]]), np.array([[5.0, -2.0]]), np.zeros((4, 2))
    assert_close(fuse_gate(A, B, W, np.zeros(2)), [[3.0, 0.0]], what="half open")
    assert_close(fuse_gate(A, B, W, np.array([50.0, -50.0])), [[1.0, -2.0]], what="open, shut")
