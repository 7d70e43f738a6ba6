@points(1, hint="Divide by the scale, round, add the zero point.")
def test_codes_of_a_small_example(quantize):
    """Why: this is the definition, by hand: 0.3/0.1 + 2 = 5."""
    q = quantize(np.array([-0.5, 0.0, 0.3, 0.34]), 0.1, 2, 4)
    assert_equal(q, np.array([-3, 2, 5, 5]), "codes with scale 0.1, zero point 2")
    assert_dtype(q, "int8", "quantize(x, …)")


@points(1, hint="Clip after the zero point was added, and before the cast to int8.")
def test_numbers_outside_are_clipped(quantize):
    """Why: without clipping the cast wraps around, and a large number becomes a negative one."""
    q = quantize(np.array([99.0, -99.0]), 0.1, 2, 4)
    assert_equal(q, np.array([7, -8]), "codes of 99 and -99 with 4 bits")


@points(2, hint="|x - dequantize(quantize(x))| is at most scale / 2 inside the range.")
def test_error_is_at_most_half_a_step(quantize, dequantize, rng):
    """Why: this bound is what makes quantisation predictable."""
    for n, bits in growing((1, 3, 50), (2, 4, 8)):
        scale, zero = float(rng.uniform(0.01, 1)), int(rng.integers(-2, 2))
        first, last = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        x = rng.uniform(scale * (first - zero), scale * (last - zero), size=n)
        back = dequantize(quantize(x, scale, zero, bits), scale, zero)
        assert_shape(back, x.shape, "dequantize(quantize(x))")
        error = float(np.abs(back - x).max())
        expected = f"an error of at most {scale / 2:.6g} (scale {scale:.6g})"
        assert_that(error <= scale / 2 * (1 + 1e-4), expected, error)
