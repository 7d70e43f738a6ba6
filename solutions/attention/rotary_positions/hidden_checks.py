@points(2, hint="The exponent is -2i/d, with i counting pairs, not features; all of it in float64.")
def test_table_equals_the_definition(sinusoidal_positions):
    """Why: entry by entry, for tables of every small size."""
    for t, d in growing((1, 2, 7), (2, 4, 10)):
        wanted = np.zeros((t, d))
        for p in range(t):
            for i in range(d // 2):
                angle = p / 10000 ** (2 * i / d)
                wanted[p, 2 * i], wanted[p, 2 * i + 1] = np.sin(angle), np.cos(angle)
        assert_close(sinusoidal_positions(t, d), wanted, dtype="float64", what=f"t={t}, d={d}")


@points(
    2, hint="Neighbours (0, 1), (2, 3), … form a pair; pair i has the frequency i of the table."
)
def test_rotation_equals_complex_numbers(rotate_pairs, rng):
    """Why: turning a pair is multiplying x + iy by e^(i a); an independent way to compute it."""
    for lead in ((), (2,), (2, 3)):
        for t, d in growing((1, 3), (2, 6)):
            X = rng.normal(size=(*lead, t, d))
            positions = rng.integers(0, 500, size=t)
            frequencies = np.array([10000.0 ** (-2 * i / d) for i in range(d // 2)])
            turned = (X[..., 0::2] + 1j * X[..., 1::2]) * np.exp(
                1j * positions[:, None] * frequencies
            )
            wanted = np.empty_like(X)
            wanted[..., 0::2], wanted[..., 1::2] = turned.real, turned.imag
            assert_close(rotate_pairs(X, positions), wanted, what="rotate_pairs(X, positions)")


@points(1, hint="Use the positions that are given; do not count from 0 again.")
def test_one_token_far_along(rotate_pairs, rng):
    """Why: with a cache, token 40 is rotated alone; it must come out as it does in the whole."""
    X = rng.normal(size=(2, 41, 4))
    alone = rotate_pairs(X[:, 40:], np.array([40]))
    assert_close(rotate_pairs(X, np.arange(41))[:, 40:], alone, what="token 40, alone")
    order = rng.permutation(41)
    got = rotate_pairs(X[:, order], order)
    assert_close(got, rotate_pairs(X, np.arange(41))[:, order], what="tokens in another order")


@points(1, hint="cos² + sin² = 1: check the sign of the second sine.")
def test_lengths_stay(rotate_pairs, rng):
    """Why: a rotation must not make late tokens longer or shorter."""
    X = rng.normal(size=(3, 5, 8))
    got = rotate_pairs(X, rng.integers(0, 1000, size=5))
    assert_close((got**2).sum(axis=-1), (X**2).sum(axis=-1), what="squared lengths")


@points(1, hint="Make the angles in float64; only the finished sines and cosines become float32.")
def test_far_positions_in_float32(rotate_pairs, rng):
    """Why: at position 100,000 a float32 angle is wrong in the third decimal; long contexts show it."""
    X = rng.normal(size=(3, 6))
    positions = np.array([99_991, 123_457, 1_000_003])
    wanted = rotate_pairs(X, positions).astype("float32")
    got = assert_inputs_unchanged(rotate_pairs, X.astype("float32"), positions)
    assert_close(got, wanted, atol=2e-6, dtype="float32", what="float32 result")


@points(1, hint="A feature without a partner cannot be turned: raise ValueError.")
def test_odd_sizes_are_refused(sinusoidal_positions, rotate_pairs):
    """Why: slices of unequal length raise a puzzling message, or broadcast when d is 1 or 3."""
    assert_raises(ValueError, sinusoidal_positions, 4, 5)
    assert_raises(ValueError, sinusoidal_positions, 4, 1)
    assert_raises(ValueError, rotate_pairs, np.ones((4, 3)), np.arange(4))
    assert_raises(ValueError, rotate_pairs, np.ones((4, 1)), np.arange(4))


@points(1, hint="The gradient of a rotation is the rotation back.", backends=("torch",))
def test_gradient_is_the_rotation_back(rotate_pairs, rng):
    """Why: queries and keys learn through the rotation; nothing may be detached."""
    X, upstream = rng.normal(size=(2, 4, 6)), rng.normal(size=(2, 4, 6))
    positions = rng.integers(0, 50, size=4)
    wanted = rotate_pairs(upstream, -positions)
    got = vjp_of(rotate_pairs, X, positions, upstream=upstream)
    assert_close(got, wanted, what="gradient to X")
