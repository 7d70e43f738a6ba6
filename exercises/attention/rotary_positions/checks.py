@points(
    1,
    hint="Sines in even columns, cosines in odd ones. Right to 7 digits? Compute in float64 throughout.",
)
def test_small_table_by_hand(sinusoidal_positions):
    """Why: d = 4 has two frequencies, 1 and 1/100; radians, not degrees."""
    wanted = [
        [0.0, 1.0, 0.0, 1.0],
        [0.8414709848078965, 0.5403023058681398, 0.009999833334166664, 0.9999500004166653],
    ]
    assert_close(sinusoidal_positions(2, 4), wanted)


@points(1, hint="(1, 0) turned by the angle a is (cos a, sin a): counter-clockwise.")
def test_one_pair_is_turned(rotate_pairs):
    """Why: d = 2 has the frequency 1, so position 1 turns by one radian."""
    got = rotate_pairs(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([1, 1]))
    c, s = 0.5403023058681398, 0.8414709848078965
    assert_close(got, [[c, s], [-s, c]])


@points(2, hint="Each token is turned by its own position; a shift adds one angle to all of them.")
def test_only_the_distance_counts(rotate_pairs, rng):
    """Why: this is what rotary positions are for: scores depend on the offset alone."""
    q, k = rng.normal(size=(5, 6)), rng.normal(size=(5, 6))
    here = np.arange(5)
    wanted = rotate_pairs(q, here) @ rotate_pairs(k, here).T
    for shift in (1, 7, 100):
        got = rotate_pairs(q, here + shift) @ rotate_pairs(k, here + shift).T
        assert_close(got, wanted, atol=1e-10, what=f"scores after moving all by {shift}")
    apart = rotate_pairs(q, here) @ rotate_pairs(k, here + 3).T
    moved = float(np.abs(apart - wanted).max())
    assert_that(moved > 1e-3, "other scores when only the keys move", moved)
