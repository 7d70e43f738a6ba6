@points(
    1, hint="First cut the last axis into (h, c), then bring the axis of the heads to the front."
)
def test_heads_are_groups_of_features(split_heads):
    """Why: reshape alone has the right shape and the wrong numbers in it."""
    X = np.array([[[0.0, 1.0, 2.0, 3.0], [10.0, 11.0, 12.0, 13.0], [20.0, 21.0, 22.0, 23.0]]])
    H = split_heads(X, 2)
    assert_shape(H, (1, 2, 3, 2), "split_heads(X, 2)")
    assert_close(H[0, 0], [[0, 1], [10, 11], [20, 21]], what="head 0")
    assert_close(H[0, 1], [[2, 3], [12, 13], [22, 23]], what="head 1")


@points(1, hint="Undo the two steps of split_heads in the opposite order.")
def test_merge_undoes_split(split_heads, merge_heads, rng):
    """Why: no feature may change its place on the way through the heads."""
    for n, t, h, c in growing((1, 2), (1, 3), (1, 3), (1, 2)):
        X = rng.normal(size=(n, t, h * c))
        assert_close(merge_heads(split_heads(X, h)), X, what="merge_heads(split_heads(X))")


@points(
    1,
    hint="Each head takes the mean over the real tokens. Give the mask axes for heads and queries.",
)
def test_equal_scores_give_the_mean(multi_head_attention, rng):
    """Why: queries of 0 make all weights equal; what is left can be done by hand."""
    X, mask = rng.normal(size=(1, 3, 4)), np.array([[True, True, False]])
    W_in = np.concatenate([np.zeros((4, 8)), np.eye(4)], axis=1)
    parameters = W_in, np.zeros(12), np.eye(4), np.zeros(4)
    every = multi_head_attention(X, *parameters, 2, None)
    assert_close(every, np.tile(X.mean(axis=1), (1, 3, 1)), what="without a mask")
    real = multi_head_attention(X, *parameters, 2, mask)
    assert_close(real, np.tile(X[:, :2].mean(axis=1), (1, 3, 1)), what="last token is padding")
