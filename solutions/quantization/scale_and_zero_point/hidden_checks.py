@points(1, hint="Write down both codes' meaning: scale * (qmin - zero_point) is about low.")
def test_both_ends_are_within_half_a_step(affine_parameters, rng):
    """Why: a range that does not fit clips numbers that it was chosen for."""
    for n, bits in growing((1, 2, 5, 40), (2, 3, 4, 8)):
        x = rng.normal(loc=rng.normal(), scale=10 ** rng.uniform(-3, 3), size=n)
        scale, zero = affine_parameters(x, bits)
        low, high = min(x.min(), 0.0), max(x.max(), 0.0)
        assert_close(scale, (high - low) / (2**bits - 1), what=f"scale with {bits} bits")
        first, last = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        assert_that(first <= zero <= last, f"a zero point in [{first}, {last}]", zero)
        slack = 0.5 * scale * (1 + 1e-9)
        assert_that(abs(scale * (first - zero) - low) <= slack, "the first code near low", zero)
        assert_that(abs(scale * (last - zero) - high) <= slack, "the last code near high", zero)


@points(1, hint="Any bits: compute the first and the last code from bits.")
def test_zero_point_is_exact(affine_parameters, ref, rng):
    """Why: the zero point is an integer code; one off shifts every number by a step."""
    for n, bits in growing((2, 9), (2, 3, 4, 5, 8)):
        x = rng.uniform(-1, 1, size=(n, 3)) * rng.uniform(0.1, 10)
        zero = affine_parameters(x, bits)[1]
        assert_that(np.asarray(zero).dtype.kind in "iu", "an integer zero point", zero)
        assert_equal(int(zero), ref.affine_parameters(x, bits)[1], f"zero point, {bits} bits")


@points(1, hint="Python's round(0.5) is 0 and round(1.5) is 2: ties go to the even integer.")
def test_zero_point_rounds_half_to_even(affine_parameters):
    """Why: rounding is part of the format; two programs that differ read other numbers."""
    for low, zero in ((-0.5, -128), (-1.5, -126), (-2.5, -126), (-3.5, -124)):
        scale, z = affine_parameters(np.array([low, 255.0 + low]), 8)
        assert_close(scale, 1.0, what=f"scale of [{low}, {255 + low}]")
        assert_equal(int(z), zero, f"zero point of [{low}, {255 + low}]")


@points(1, hint="Only zeros: high - low is 0. What would a division by it give?")
def test_constant_tensors(affine_parameters):
    """Why: a fresh bias is all zeros, and a constant is the smallest range of all."""
    scale, zero = affine_parameters(np.zeros((2, 3)), 8)
    assert_close(scale, 1.0, what="scale of an all-zero tensor")
    assert_equal(int(zero), -128, "zero point of an all-zero tensor")
    for value, code in ((7.5, -8), (-7.5, 7)):
        scale, zero = affine_parameters(np.full(3, value), 4)
        assert_close(scale, 0.5, what=f"scale of a tensor of {value}")
        assert_equal(int(zero), code, f"zero point of a tensor of {value}")


@points(1, hint="2 is the smallest width. NaN compares as false with everything.")
def test_bad_input_is_refused(affine_parameters):
    """Why: one NaN or infinity would give a scale that ruins every other number."""
    assert_close(affine_parameters(np.array([-2.0, 1.0]), 2)[0], 1.0, what="scale with 2 bits")
    assert_equal(int(affine_parameters(np.array([-2.0, 1.0]), 2)[1]), 0, "zero point, 2 bits")
    for bad in ([], [np.nan, 1.0], [1.0, np.inf], [-np.inf, 1.0]):
        assert_raises(ValueError, affine_parameters, np.array(bad), 8)
    assert_raises(ValueError, affine_parameters, np.array([0.0, 1.0]), 1)


@points(1, hint="bits has a default: 8.")
def test_eight_bits_by_default(affine_parameters, symmetric_scales):
    """Why: int8 is the usual case, and the signature says so."""
    assert_close(affine_parameters(np.array([0.0, 255.0]))[0], 1.0, what="affine scale")
    assert_close(symmetric_scales(np.array([[127.0]])), [1.0], what="symmetric scale")


@points(1, hint="The largest absolute value of the column, also when it is negative.")
def test_symmetric_scales_reach_the_largest_entry(symmetric_scales, rng):
    """Why: the largest weight of a column must be the code qmax or -qmax exactly."""
    for d_in, d_out, bits in growing((1, 2, 5), (1, 2, 6), (2, 3, 4, 8)):
        W = rng.normal(size=(d_in, d_out)) * 10 ** rng.uniform(-3, 3, size=d_out)
        W[:, 0] = -np.abs(W[:, 0])
        scales = symmetric_scales(W, bits)
        assert_shape(scales, (d_out,), "symmetric_scales(W)")
        largest = scales * (2 ** (bits - 1) - 1)
        assert_close(largest, np.abs(W).max(axis=0), what=f"scales times qmax, {bits} bits")


@points(1, hint="0/0 is NaN later on: give an all-zero column the scale 1.")
def test_dead_columns(symmetric_scales):
    """Why: a pruned or unused neuron has only zeros, and 0/0 is not a number."""
    W = np.array([[0.0, 254.0, 0.0], [0.0, -1.0, 0.0]])
    assert_close(symmetric_scales(W, 8), [1.0, 2.0, 1.0], what="scales with two dead columns")


@points(1, hint="float32 in, float32 out; and write into no argument.")
def test_dtype_kept_and_input_left_alone(affine_parameters, symmetric_scales, rng):
    """Why: the caller still needs the weights, and float64 scales would promote everything."""
    W = rng.normal(size=(4, 3))
    assert_inputs_unchanged(affine_parameters, W)
    assert_inputs_unchanged(symmetric_scales, W)
    W32 = np.array([[1.0, -3.0], [-2.0, 0.0]], dtype=np.float32)
    assert_dtype(symmetric_scales(W32, 8), "float32", "symmetric_scales(W)")
    scale, zero = affine_parameters(W32, 8)
    assert_close(scale, 4.0 / 255.0, rtol=1e-6, what="affine scale of float32 numbers")
    assert_equal(int(zero), 63, "zero point of float32 numbers")


@points(1, hint="With your pair, torch's own rounding must clip nothing.", backends=("torch",))
def test_fits_torch_fake_quantize(affine_parameters, rng):
    """Why: PyTorch reads scale and zero point in the same way; the pair must serve it too."""
    import torch

    for n, bits in growing((1, 3, 20), (2, 4, 8)):
        x = rng.normal(loc=rng.normal(), size=n).astype(np.float32)
        scale, zero = (np.asarray(v).item() for v in affine_parameters(x, bits))
        first, last = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        assert_that(scale > 0, "a positive scale", scale)
        assert_that(first <= zero <= last, f"a zero point in [{first}, {last}]", zero)
        both = torch.from_numpy(np.append(x, np.float32(0)))
        back = torch.fake_quantize_per_tensor_affine(both, scale, int(zero), first, last)
        error = (back - both).abs().numpy()
        assert_equal(error[-1], 0.0, "the number that the code of 0 stands for")
        # An end of the range may lie half a step from its code, and a tie may be clipped by it.
        assert_that(error.max() <= scale * 0.5001, f"errors up to {scale / 2:.6g}", error)
