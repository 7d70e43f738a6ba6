@points(2, hint="Try every pair of codes: 16 × 16 pairs make 256 different bytes.")
def test_every_pair_of_codes(pack_int4, unpack_int4):
    """Why: 256 pairs, 256 bytes, each exactly once."""
    low, high = np.meshgrid(np.arange(-8, 8), np.arange(-8, 8))
    codes = np.stack([low.ravel(), high.ravel()], axis=1).ravel().astype(np.int8)
    packed = pack_int4(codes)
    assert_equal(packed, (low % 16 + 16 * (high % 16)).ravel(), "bytes of all pairs")
    assert_equal(unpack_int4(packed, 512), codes, "all pairs, packed and unpacked")


@points(1, hint="Unpack bytes in the order low half, high half.")
def test_every_byte(pack_int4, unpack_int4):
    """Why: a file may hold any byte; packing its codes must give the same byte."""
    packed = np.arange(256).astype(np.uint8)
    codes = unpack_int4(packed, 512)
    assert_equal(codes[0::2], np.tile(np.r_[0:8, -8:0], 16), "codes in the low halves")
    assert_equal(codes[1::2], np.repeat(np.r_[0:8, -8:0], 16), "codes in the high halves")
    assert_equal(pack_int4(codes), packed, "all bytes, unpacked and packed")


@points(2, hint="With an odd number of codes the last high half is 0000, and is not a code.")
def test_odd_lengths(pack_int4, unpack_int4, rng):
    """Why: a bias of ten or a kernel of nine weights is not even rarely odd."""
    for m in (1, 3, 5, 21):
        codes = rng.integers(-8, 8, size=m).astype(np.int8)
        codes[-1] = -5
        packed = pack_int4(codes)
        assert_shape(packed, ((m + 1) // 2,), f"bytes of {m} codes")
        assert_equal(int(packed[-1]), 11, "last byte, with the single code -5")
        back = unpack_int4(packed, m)
        assert_equal(back, codes, f"{m} codes, packed and unpacked")
        assert_shape(unpack_int4(packed, m + 1), (m + 1,), "the same bytes read as one code more")


@points(1, hint="Zero codes make zero bytes, with the right dtypes.")
def test_no_codes_and_dtypes(pack_int4, unpack_int4):
    """Why: an empty layer should not crash a saved model."""
    for m in (0, 1, 2):
        packed = pack_int4(np.full(m, -3, dtype=np.int8))
        assert_shape(packed, ((m + 1) // 2,), f"bytes of {m} codes")
        assert_dtype(packed, "uint8", f"bytes of {m} codes")
        assert_dtype(unpack_int4(packed, m), "int8", f"{m} codes unpacked")
        assert_shape(unpack_int4(packed, m), (m,), f"{m} codes unpacked")


@points(1, hint="8 & 15 is 8, which reads back as -8. Refuse it instead.")
def test_codes_out_of_range(pack_int4):
    """Why: a code of 8 would silently come back as -8."""
    assert_shape(pack_int4(np.array([-8, 7], dtype=np.int8)), (1,), "bytes of -8 and 7")
    for bad in ([8], [-9], [0, 0, 127], [-128, 3]):
        assert_raises(ValueError, pack_int4, np.array(bad, dtype=np.int8))


@points(1, hint="Test codes.ndim before anything else.")
def test_codes_must_be_flat(pack_int4):
    """Why: the shape of a matrix is not stored in the bytes; the caller must keep it."""
    assert_shape(pack_int4(np.zeros(4, dtype=np.int8)), (2,), "bytes of 4 codes")
    for shape in ((2, 2), (1, 4), (4, 1)):
        assert_raises(ValueError, pack_int4, np.zeros(shape, dtype=np.int8))
    assert_raises(ValueError, pack_int4, np.array(3, dtype=np.int8))


@points(1, hint="For 3 bytes the count is 5 or 6, nothing else.")
def test_count_must_fit(unpack_int4):
    """Why: a wrong count means that file and program disagree; say so at once."""
    packed = np.array([1, 2, 3], dtype=np.uint8)
    assert_equal(unpack_int4(packed, 5), np.array([1, 0, 2, 0, 3]), "five codes of three bytes")
    assert_equal(unpack_int4(packed, 6), np.array([1, 0, 2, 0, 3, 0]), "six codes of three bytes")
    for count in (4, 7, 0, -1):
        assert_raises(ValueError, unpack_int4, packed, count)


@points(1, hint="Work on copies: codes & 15 makes a new array.")
def test_inputs_left_alone(pack_int4, unpack_int4, rng):
    """Why: the codes may still be in use."""
    packed = assert_inputs_unchanged(pack_int4, rng.integers(-8, 8, size=7).astype(np.int8))
    assert_inputs_unchanged(unpack_int4, packed, 7)
