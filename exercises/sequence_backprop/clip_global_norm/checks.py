@points(1, hint="One vector of all entries: 3, 4 and 12 have the norm 13.")
def test_norm_of_three_arrays_by_hand(global_norm):
    """Why: the norm belongs to the whole list; neither the sum nor the largest of the norms is it."""
    arrays = [np.array([[3.0, 0.0]]), np.array(4.0), np.array([0.0, 12.0, 0.0])]
    assert_close(global_norm(arrays), 13.0, what="global_norm of 3, 4 and 12")


@points(2, hint="One factor for all arrays: max_norm / (norm + 1e-6).")
def test_direction_stays_and_length_fits(clip_by_global_norm, rng):
    """Why: one factor keeps the direction; a factor for each array would turn it."""
    for m in (1, 2, 4):
        gradients = [rng.normal(size=(j + 1, 3)) * 10.0**j for j in range(m)]
        norm = float(np.sqrt(sum(np.sum(g**2) for g in gradients)))
        clipped, before = clip_by_global_norm(gradients, norm / 3)
        assert_close(before, norm, what="the norm before clipping")
        assert_that(len(clipped) == m, f"{m} arrays", len(clipped), "clipped")
        for got, g in zip(clipped, gradients):
            assert_close(got, g * (norm / 3) / (norm + 1e-6), what="a clipped array")


@points(1, hint="The factor is never above 1: clipping must not enlarge a small gradient.")
def test_short_gradients_are_left_alone(clip_by_global_norm, rng):
    """Why: normalising every gradient is another method; near a minimum it would never settle."""
    gradients = [1e-3 * rng.normal(size=(2, 3)), 1e-3 * rng.normal(size=4)]
    clipped, _ = clip_by_global_norm(gradients, 5.0)
    for got, g in zip(clipped, gradients):
        assert_close(got, g, what="an array of a short gradient")
