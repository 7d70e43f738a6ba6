@points(2, hint="Warm-up 2: steps 0 and 1. The cosine then runs from step 2 to step 10.")
def test_cosine_at_its_landmarks(warmup_cosine):
    """Why: begin, end of the warm-up, half-way, end: a schedule is off by one somewhere or nowhere."""
    rates = warmup_cosine(np.array([0, 1, 2, 4, 6, 8, 10]), 0.8, 2, 10)
    quarter = 0.4 * (1 + np.sqrt(0.5))
    assert_close(rates, [0.4, 0.8, 0.8, quarter, 0.4, 0.8 - quarter, 0.0])


@points(2, hint="Count how many whole blocks of `every` steps lie behind step s, warm-up aside.")
def test_steps_at_their_edges(warmup_steps_decay):
    """Why: the last step of a block and the first of the next one have different rates."""
    rates = warmup_steps_decay(np.array([0, 1, 2, 4, 5, 7, 8]), 0.8, 2, 3, 0.5)
    assert_close(rates, [0.4, 0.8, 0.8, 0.8, 0.4, 0.4, 0.2])
