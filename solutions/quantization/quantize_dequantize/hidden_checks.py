@points(1, hint="np.round and torch.round send ties to the even integer; do it before adding z.")
def test_ties_go_to_the_even_integer(quantize):
    """Why: always rounding ties up would add a bias; an odd zero point shows the order."""
    x = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]) * 0.25
    for zero in (0, 1, -3):
        expected = np.array([-2, -2, 0, 0, 2, 2]) + zero
        assert_equal(quantize(x, 0.25, zero, 8), expected, f"codes of ties, zero point {zero}")


@points(1, hint="Compare with clip(round(x/s) + z, qmin, qmax) for several widths.")
def test_codes_follow_the_definition(quantize, ref, rng):
    """Why: each width has its own first and last code, and both are used."""
    for n, bits in growing((1, 7, 60), (2, 3, 4, 5, 8)):
        zero = int(rng.integers(-(2 ** (bits - 1)), 2 ** (bits - 1)))
        scale = float(rng.uniform(0.01, 2))
        x = rng.normal(size=(n, 2)) * scale * 2**bits
        q = quantize(x, scale, zero, bits)
        assert_equal(q, ref.quantize(x, scale, zero, bits), f"codes, {bits} bits, z = {zero}")
        assert_dtype(q, "int8", "quantize(x, …)")


@points(1, hint="Casting an infinity or 1e30 to int8 is undefined: clip the floats first.")
def test_huge_numbers_and_infinities(quantize):
    """Why: a cast before the clipping turns a huge number into any code at all."""
    x = np.array([np.inf, -np.inf, 1e30, -1e30, 300.0, -300.0, 128.0, -129.0])
    expected = np.array([127, -128, 127, -128, 127, -128, 127, -128])
    assert_equal(quantize(x, 1.0, 0, 8), expected, "codes of huge numbers")
    assert_equal(quantize(x, 1.0, 0), expected, "the same with the default width")
    assert_raises(ValueError, quantize, np.array([0.0, np.nan]), 1.0, 0, 8)


@points(2, hint="127 - (-128) is 255, which no int8 can hold: widen the codes first.")
def test_difference_does_not_wrap(dequantize):
    """Why: q - z needs one bit more than q; in int8 it wraps around without a word."""
    q = np.array([127, -128, 0], dtype=np.int8)
    for zero in (-128, 127, 5):
        expected = (q.astype(np.float32) - zero) * np.float32(0.5)
        got = dequantize(q, 0.5, zero)
        assert_close(got, expected, what=f"numbers for zero point {zero}")
        assert_dtype(got, "float32", "dequantize(q, …)")


@points(1, hint="0 becomes the code z, and z becomes 0, whatever the scale.")
def test_zero_survives_exactly(quantize, dequantize, rng):
    """Why: padding and ReLU make exact zeros; an error there would be added everywhere."""
    for bits in (2, 4, 8):
        zero = int(rng.integers(-(2 ** (bits - 1)), 2 ** (bits - 1)))
        scale = float(rng.uniform(0.001, 10))
        q = quantize(np.zeros(3), scale, zero, bits)
        assert_equal(q, np.full(3, zero), f"codes of 0 with zero point {zero}")
        assert_equal(dequantize(q, scale, zero), np.zeros(3), "0 and back")


@points(1, hint="A scale of shape (d_out,) broadcasts over the rows by itself.")
def test_one_scale_per_column(quantize, dequantize, error_bound, rng):
    """Why: per-channel quantisation gives every output neuron its own step."""
    scales = np.array([0.5, 0.001, 4.0])
    x = rng.uniform(-100, 100, size=(6, 3)) * scales
    q = quantize(x, scales, 3, 8)
    wanted = np.stack([np.clip(np.round(x[:, j] / scales[j]) + 3, -128, 127) for j in range(3)], 1)
    assert_equal(q, wanted, "codes with one scale per column")
    back = dequantize(q, scales, 3)
    assert_dtype(back, "float32", "dequantize(q, …) with an array of scales")
    assert_close(back, ((wanted - 3) * scales).astype(np.float32), what="numbers per column")
    assert_close(error_bound(x, scales, 3, 8), np.tile(scales / 2, (6, 1)), what="error bounds")


@points(1, hint="Inside: half a step. Outside: how far x lies beyond the last code's number.")
def test_bound_inside_and_outside(error_bound):
    """Why: clipping has no upper bound, and that is why an outlier costs so much."""
    # Scale 0.2 and zero point -1 with 4 bits: the codes -8 … 7 stand for -1.4 … 1.6.
    x = np.array([-2.0, -1.55, -1.45, -1.4, 0.03, 1.6, 1.65, 1.75, 2.4])
    expected = [0.6, 0.15, 0.1, 0.1, 0.1, 0.1, 0.1, 0.15, 0.8]
    assert_close(error_bound(x, 0.2, -1, 4), expected, what="bounds for scale 0.2, zero point -1")


@points(2, hint="Measure the error of the round trip and compare it with your bound.")
def test_bound_holds_and_is_reached(quantize, dequantize, error_bound, ref, rng):
    """Why: a bound must never be broken; outside the range it is the error itself."""
    for n, bits in growing((1, 4, 80), (2, 3, 8)):
        zero = int(rng.integers(-(2 ** (bits - 1)), 2 ** (bits - 1)))
        scale = float(rng.uniform(0.05, 2))
        x = rng.normal(size=n) * scale * 2**bits
        bound = error_bound(x, scale, zero, bits)
        assert_close(bound, ref.error_bound(x, scale, zero, bits), what=f"bounds, {bits} bits")
        error = np.abs(dequantize(quantize(x, scale, zero, bits), scale, zero) - x)
        slack = 1e-5 * scale * 2**bits
        assert_that((error <= bound + slack).all(), "no error above its bound", error - bound)
        outside = bound > 0.5001 * scale
        assert_close(error[outside], bound[outside], rtol=1e-4, what="error of clipped numbers")


@points(1, hint="Write into no argument; error_bound keeps the dtype of x.")
def test_input_left_alone(quantize, dequantize, error_bound, rng):
    """Why: the caller compares the numbers with their codes afterwards."""
    x = rng.normal(size=(3, 2))
    q = assert_inputs_unchanged(quantize, x, 0.1, 0, 8)
    assert_inputs_unchanged(dequantize, q, 0.1, 0)
    assert_inputs_unchanged(error_bound, x, 0.1, 0, 8)
    bound = error_bound(np.array([0.0, 200.0], dtype=np.float32), 1.0, 0)
    assert_close(bound, np.array([0.5, 73.0], dtype=np.float32), what="bounds, default width")
    assert_dtype(bound, "float32", "error_bound of float32 numbers")


@points(1, hint="Same as torch.fake_quantize_per_tensor_affine.", backends=("torch",))
def test_same_as_torch(quantize, dequantize, rng):
    """Why: PyTorch's own round trip is the oracle (a power-of-two scale makes it exact)."""
    import torch

    for bits, zero in growing((2, 4, 8), (-1, 0, 1)):
        x = (rng.normal(size=(5, 4)) * 2**bits).astype(np.float32)
        first, last = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        wanted = torch.fake_quantize_per_tensor_affine(torch.from_numpy(x), 0.5, zero, first, last)
        got = dequantize(quantize(x, 0.5, zero, bits), 0.5, zero)
        assert_close(got, wanted.numpy(), what=f"round trip, {bits} bits, z = {zero}")
