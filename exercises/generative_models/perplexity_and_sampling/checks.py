@points(1, hint="The logarithm of 1/v is the same for each token; the exponential undoes it.")
def test_a_model_that_knows_nothing(perplexity, rng):
    """Why: equal probabilities for v tokens have perplexity v, however long the text is."""
    for n, t in growing((1, 2), (1, 5)):
        v = int(rng.integers(2, 50))
        got = perplexity(np.full((n, t), -np.log(v)), np.ones((n, t)))
        assert_close(got, float(v), what=f"perplexity with {v} equally likely tokens")


@points(1, hint="With a tie at the border all tied tokens stay, then share the probability.")
def test_a_tie_at_the_border_of_top_k(next_token_probabilities):
    """Why: if the vocabulary were in another order, the model must not say other things."""
    got = next_token_probabilities(np.array([0.0, 2.0, 0.0, -5.0]), 1.0, 2, 1.0)
    assert_close(got, [0.1065069789192075, 0.786986042161585, 0.1065069789192075, 0.0])


@points(1, hint="0.6 is not yet 0.7; the second token must come in to reach it.")
def test_top_p_keeps_what_is_needed(next_token_probabilities):
    """Why: the kept tokens must reach top_p, so the one that crosses the line stays."""
    got = next_token_probabilities(np.log([0.1, 0.6, 0.3]), 1.0, 3, 0.7)
    assert_close(got, [0.0, 2 / 3, 1 / 3])


@points(1, hint="The running sums are 0.25, 0.25, 1: which is the first above u?")
def test_draw_reads_the_running_sum(draw):
    """Why: u = 0.25 lies exactly on the border, and the token in the middle has no chance."""
    got = draw(np.array([0.25, 0.0, 0.75]), np.array([0.0, 0.2, 0.25, 0.9]))
    assert_equal(got, np.array([0, 0, 2, 2]), what="drawn tokens")
