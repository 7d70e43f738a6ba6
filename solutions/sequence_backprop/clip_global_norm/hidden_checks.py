def _clip_global_norm_draw(rng, m, scale=1.0):
    """m arrays of zero to three dimensions."""
    return [scale * rng.normal(size=rng.integers(1, 4, size=j % 4)) for j in range(m)]


@points(2, hint="Lists of any length, arrays of any shape, a single number among them.")
def test_equals_the_reference(global_norm, clip_by_global_norm, ref, rng):
    """Why: any list of arrays, long and short, above and below the limit."""
    for m in (1, 2, 3, 5, 8):
        gradients = _clip_global_norm_draw(rng, m, scale=3.0)
        assert_close(global_norm(gradients), ref.global_norm(gradients), what="global_norm")
        for limit in (0.5, 1e3):
            got, norm = clip_by_global_norm(gradients, limit)
            want, true_norm = ref.clip_by_global_norm(gradients, limit)
            assert_close(norm, true_norm, what="norm")
            for a, b in zip(got, want):
                assert_close(a, b, what="a clipped array")


@points(1, hint="The epsilon stands beside the norm, inside the fraction.")
def test_the_epsilon_is_where_torch_has_it(clip_by_global_norm):
    """Why: with a norm of 1e-6 the epsilon halves the factor, so its place and size can be seen."""
    for norm, limit, factor in ((1e-6, 5e-7, 0.25), (3e-6, 2e-6, 0.5), (1e-6, 3e-6, 1.0)):
        clipped, before = clip_by_global_norm([np.array([0.0, norm])], limit)
        assert_close(clipped[0], [0.0, norm * factor], atol=1e-18, what="clipped")
        assert_close(before, norm, atol=1e-18, what="norm")


@points(1, hint="0 / (0 + 1e-6) is 0, so nothing special is needed: zeros in, zeros out.")
def test_a_gradient_of_zero(global_norm, clip_by_global_norm):
    """Why: a batch of padding gives a gradient of zero; a division by its norm gives nan."""
    zeros = [np.zeros((2, 3)), np.zeros(2)]
    assert_close(global_norm(zeros), 0.0, what="norm of zeros")
    clipped, norm = clip_by_global_norm(zeros, 1.0)
    assert_close(norm, 0.0, what="norm")
    for got, want in zip(clipped, zeros):
        assert_close(got, want, what="clipped zeros")


@points(1, hint="The sum over an empty list is 0.")
def test_an_empty_list(global_norm, clip_by_global_norm):
    """Why: a frozen model has no gradients; that is no reason to stop."""
    assert_close(global_norm([]), 0.0, what="norm of nothing")
    clipped, norm = clip_by_global_norm([], 1.0)
    assert_that(len(clipped) == 0, "an empty list", clipped, "clipped")
    assert_close(norm, 0.0, what="norm of nothing")


@points(2, hint="One test of the norm is enough: nan and infinity go through squares and sums.")
def test_a_norm_that_is_not_finite_is_refused(clip_by_global_norm, rng):
    """Why: scaled by nan every weight becomes nan, and one step has destroyed the model."""
    for bad in (np.nan, np.inf, -np.inf):
        gradients = [rng.normal(size=(2, 2)), rng.normal(size=3)]
        assert_close(clip_by_global_norm(gradients, 1e6)[0][1], gradients[1], what="clipped")
        gradients[1][1] = bad
        assert_raises(ValueError, clip_by_global_norm, gradients, 1.0)
        assert_raises(ValueError, clip_by_global_norm, gradients[1:], 1e6)


@points(2, hint="Square in float64: 1e20 squared is beyond float32, and 1e-30 squared below it.")
def test_large_and_small_float32(global_norm, clip_by_global_norm):
    """Why: exploding gradients are exactly when clipping is needed, and when float32 overflows."""
    for size in (1e20, 1e-30):
        gradients = [np.full((2, 2), size, dtype=np.float32), np.zeros(3, dtype=np.float32)]
        norm = 2 * float(np.float32(size))
        assert_close(global_norm(gradients), norm, atol=0.0, rtol=1e-6, what="norm")
    clipped, _ = clip_by_global_norm([np.full((2, 2), 1e20, dtype=np.float32)], 1.0)
    assert_close(clipped[0], np.full((2, 2), 0.5, dtype=np.float32), what="clipped")


@points(1, hint="New arrays, each of its own dtype; the caller may need the old ones.")
def test_dtypes_are_kept_and_inputs_left_alone(clip_by_global_norm, rng):
    """Why: a list may hold float32 beside float64, and the gradient may be logged after clipping."""
    gradients = [rng.normal(size=(2, 3)).astype(np.float32), rng.normal(size=4)]
    before = [g.copy() for g in gradients]
    (clipped, _), after = clip_by_global_norm.call_and_arguments(gradients, 0.1)
    for was, now in zip(before, after[0]):
        assert_close(now, was, what="an array of the caller's")
    assert_dtype(clipped[0], "float32", "the float32 array")
    assert_dtype(clipped[1], "float64", "the float64 array")
    assert_shape(clipped[0], (2, 3), "the float32 array")


@points(1, hint="A Python float, with .item() or float(…) where it was a tensor.")
def test_the_norm_is_a_plain_number(global_norm, clip_by_global_norm, rng):
    """Why: a norm is printed and compared; a tensor or a float32 would carry its type along."""
    gradients = [rng.normal(size=(2, 3)).astype(np.float32)]
    for norm in (global_norm(gradients), clip_by_global_norm(gradients, 0.1)[1]):
        assert_that(type(norm) is float, "a float", type(norm).__name__, "type of the norm")


@points(3, hint="clip_grad_norm_(parameters, max_norm) is the oracle.", backends=("torch",))
def test_equals_torchs_clipping(clip_by_global_norm, rng):
    """Why: the library's own function is an oracle that shares no line with yours."""
    import torch

    for m in (1, 4, 7):
        gradients = _clip_global_norm_draw(rng, m, scale=2.0)
        for limit in (0.3, 1.0, 1e2):
            leaves = [torch.zeros(g.shape, dtype=torch.float64) for g in gradients]
            for leaf, g in zip(leaves, gradients):
                leaf.grad = torch.from_numpy(np.array(g))
            total = torch.nn.utils.clip_grad_norm_(leaves, limit)
            clipped, norm = clip_by_global_norm(gradients, limit)
            assert_close(norm, total.item(), what="norm")
            for got, leaf in zip(clipped, leaves):
                assert_close(got, leaf.grad.numpy(), what="a clipped array")
