@points(1, hint="Range from low to high, cut into qmax - qmin steps.")
def test_range_with_both_signs(affine_parameters):
    """Why: the ends of the range must get the first and the last code."""
    scale, zero = affine_parameters(np.array([-1.0, 0.25, 0.5]), 4)
    assert_close(scale, 0.1, what="scale of [-1, 0.5] with 4 bits")
    assert_equal(int(zero), 2, "zero point of [-1, 0.5] with 4 bits")


@points(1, hint="Widen the range before you compute the scale: low = min(smallest, 0).")
def test_range_always_contains_zero(affine_parameters):
    """Why: padding and ReLU produce exact zeros, and these must stay exact."""
    for x, zero in (([1.5, 3.0], -8), ([-3.0, -1.5], 7)):
        scale, z = affine_parameters(np.array(x), 4)
        assert_close(scale, 0.2, what=f"scale of {x} with 4 bits")
        assert_equal(int(z), zero, f"zero point of {x} with 4 bits")


@points(1, hint="One maximum of |W| for each column: reduce over axis 0.")
def test_one_scale_per_column(symmetric_scales):
    """Why: one large column must not make the grid of the others coarse."""
    W = np.array([[0.7, -70.0, 0.0], [-2.1, 14.0, 0.0]])
    assert_close(symmetric_scales(W, 4), [0.3, 10.0, 1.0], what="scales of three columns")
