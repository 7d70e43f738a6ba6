@points(1, hint="Multiply component by component and sum over the components of one row.")
def test_dot_of_each_pair(dot):
    """Why: a dot product is a number; n pairs give n numbers, not a table of all pairs."""
    A, B = (
        np.array([[1.0, 2.0, 3.0], [1.0, 0.0, -1.0]]),
        np.array([[4.0, 5.0, 6.0], [2.0, 7.0, 2.0]]),
    )
    assert_close(dot(A, B), [32.0, 0.0], what="dot(A, B)")


@points(
    1,
    hint="The indices run 2 3, 3 1, 1 2: the middle component is a3 b1 - a1 b3, not the other way.",
)
def test_cross_by_hand(cross):
    """Why: document 002's case for a cross product is a vector, (-3, 6, -3)."""
    A, B = np.array([[1.0, 2.0, 3.0]]), np.array([[4.0, 5.0, 6.0]])
    assert_close(cross(A, B), [[-3.0, 6.0, -3.0]], what="cross(A, B)")


@points(1, hint="Divide only by lengths that are not 0.")
def test_zero_vector_has_cosine_zero(unit_rows, cosine):
    """Why: 0/0 is NaN; an empty document or a dead unit gives such a vector."""
    A, B = np.array([[3.0, -4.0], [0.0, 0.0]]), np.array([[3.0, 4.0], [1.0, 2.0]])
    assert_close(unit_rows(A), [[0.6, -0.8], [0.0, 0.0]], what="unit_rows(A)")
    assert_close(cosine(A, B), [-0.28, 0.0], what="cosine(A, B)")
