def _masked_mean_loss(masked_mean, mask, dP):
    """A loss whose gradient with respect to the means is dP."""
    return lambda H: np.sum(dP * masked_mean(H, mask))


@points(1, hint="Divide by the number of words in the row, not by t.")
def test_mean_over_words_only(masked_mean):
    """Why: dividing by t makes the same sentence smaller when more padding follows it."""
    H = np.array([[[2.0, 1.0], [4.0, 3.0], [9.0, 9.0]]])
    assert_close(masked_mean(H, np.array([[True, True, False]])), [[3.0, 2.0]])


@points(1, hint="The divisor of a row without words is 1, and its sum is 0.")
def test_row_without_words_is_zero(masked_mean):
    """Why: 0/0 is NaN, and one NaN in a batch makes every weight NaN after the next step."""
    H = np.array([[[2.0], [4.0]], [[6.0], [8.0]]])
    assert_close(masked_mean(H, np.array([[False, False], [True, True]])), [[0.0], [7.0]])


@points(2, hint="A mean of m words: each has the weight 1/m, each masked position 0.")
def test_gradient_equals_differences(masked_mean, masked_mean_backward, rng):
    """Why: central differences know nothing of your derivation."""
    for n, t, h in growing((1, 2), (1, 3), (1, 2)):
        H, dP = rng.normal(size=(n, t, h)), rng.normal(size=(n, h))
        mask = rng.random((n, t)) < 0.7
        loss = _masked_mean_loss(masked_mean, mask, dP)
        wanted = numeric_gradient(loss, H)
        assert_close(masked_mean_backward(dP, mask), wanted, rtol=1e-6, atol=1e-8, what="dH")
