@points(1, hint="Low half: code & 15 of even indices. High half: the odd ones, shifted by 4.")
def test_known_bytes(pack_int4):
    """Why: the layout is a file format; another order is another file."""
    packed = pack_int4(np.array([1, -1, 5], dtype=np.int8))
    assert_equal(packed, np.array([0b11110001, 0b00000101]), "bytes of 1, -1, 5")
    assert_dtype(packed, "uint8", "pack_int4(codes)")


@points(1, hint="A half byte of 8 or more stands for itself minus 16.")
def test_sign_comes_back(unpack_int4):
    """Why: 1111 is -1 and not 15; without the sign every negative weight turns positive."""
    codes = unpack_int4(np.array([0b11110001, 0b10000111], dtype=np.uint8), 4)
    assert_equal(codes, np.array([1, -1, 7, -8]), "codes of the bytes f1 and 87")
    assert_dtype(codes, "int8", "unpack_int4(packed, count)")


@points(1, hint="ceil(m / 2) bytes: pad an odd number of codes with one 0.")
def test_there_and_back(pack_int4, unpack_int4, rng):
    """Why: packing must lose nothing, and an odd length is as common as an even one."""
    for m in (0, 1, 2, 3, 8, 31):
        codes = rng.integers(-8, 8, size=m).astype(np.int8)
        packed = pack_int4(codes)
        assert_shape(packed, ((m + 1) // 2,), f"bytes of {m} codes")
        assert_equal(unpack_int4(packed, m), codes, f"{m} codes, packed and unpacked")
