@points(1, hint="Sum over all positions of the word, over rows and steps.")
def test_one_word_everywhere(embedding_backward, rng):
    """Why: a batch of one frequent word must add up every position, not a mean and not the last."""
    dY = rng.normal(size=(4, 6, 3))
    ids = np.full((4, 6), 2)
    wanted = np.zeros((5, 3))
    wanted[2] = dY.sum(axis=(0, 1))
    assert_close(embedding_backward(dY, ids, 5, None), wanted, what="dE")


@points(2, hint="Move one number of the table: every position of that word moves.")
def test_against_central_differences(embedding_backward, rng):
    """Why: central differences of the look-up know no scatter and no one-hot product."""
    for n, t, v in growing((1, 3), (2, 5), (2, 4)):
        E, ids, dY = rng.normal(size=(v, 2)), rng.integers(0, v, (n, t)), rng.normal(size=(n, t, 2))
        slope = numeric_gradient(lambda T, i=ids, u=dY: np.sum(u * T[i]), E, eps=0.5)
        got = embedding_backward(dY, ids, v, None)
        assert_close(got, slope, rtol=1e-9, atol=1e-11, what="dE")


@points(1, hint="None means that every row is trained; 0 is an id like any other.")
def test_padding_id_may_be_any_word_or_none(embedding_backward, ref, rng):
    """Why: tables keep their padding at 0, at the end, at an id that does not occur, or not at all."""
    dY, ids = rng.normal(size=(3, 4, 2)), rng.integers(0, 4, size=(3, 4))
    ids[0, :2], ids[1, :2] = 0, 3
    for padding_id in (None, 0, 1, 3, 5):
        got = embedding_backward(dY, ids, 6, padding_id)
        assert_close(got, ref.embedding_backward(dY, ids, 6, padding_id), what="dE")


@points(1, hint="Compare with 0 and with v: -1 would silently be the last word.")
def test_ids_outside_the_table_are_refused(embedding_backward, rng):
    """Why: a wrong vocabulary trains the wrong rows, and an index of -1 raises nothing by itself."""
    dY = rng.normal(size=(2, 2, 3))
    edge = np.array([[0, 3], [1, 0]])
    assert_shape(embedding_backward(dY, edge, 4, None), (4, 3), "dE with ids 0 and v - 1")
    for wrong in ([[0, 4], [1, 2]], [[0, -1], [1, 2]], [[7, 0], [1, 2]], [[0, 1], [2, -4]]):
        assert_raises(ValueError, embedding_backward, dY, np.array(wrong), 4, None)


@points(1, hint="One gradient vector for each position: dY.shape is ids.shape and then d.")
def test_shapes_that_do_not_fit_are_refused(embedding_backward, rng):
    """Why: a dY of one step fewer would broadcast in some ways of adding up."""
    ids = np.array([[0, 1], [1, 0]])
    assert_shape(embedding_backward(rng.normal(size=(2, 2, 3)), ids, 2, None), (2, 3), "dE")
    for shape in ((2, 1, 3), (1, 2, 3), (2, 2), (3,), (4, 3)):
        assert_raises(ValueError, embedding_backward, np.zeros(shape), ids, 2, None)


@points(1, hint="No position at all: a table of zeros.")
def test_a_batch_without_words(embedding_backward):
    """Why: a filter may leave no text; the step then changes nothing, and must not stop."""
    got = embedding_backward(np.zeros((0, 3, 2)), np.zeros((0, 3), dtype=np.int64), 4, 0)
    assert_close(got, np.zeros((4, 2)), what="dE of an empty batch")


@points(1, hint="np.zeros is float64 unless told otherwise; write into no argument.")
def test_dtype_is_kept_and_inputs_left_alone(embedding_backward, rng):
    """Why: a float64 table doubles the largest gradient that a language model has."""
    dY = rng.normal(size=(2, 3, 2)).astype(np.float32)
    ids = np.array([[0, 1, 1], [2, 0, 1]])
    assert_dtype(assert_inputs_unchanged(embedding_backward, dY, ids, 3, 0), "float32", "dE")


@points(1, hint="The transpose of an array is a view with other strides.")
def test_arrays_that_do_not_lie_in_order(embedding_backward, ref, rng):
    """Why: dY often is a transposed view, (t, n, d) turned round; flattening it must follow."""
    dY = rng.normal(size=(3, 4, 2)).swapaxes(0, 1)
    ids = rng.integers(0, 3, size=(3, 4)).T
    wanted = ref.embedding_backward(np.ascontiguousarray(dY), np.ascontiguousarray(ids), 3, None)
    assert_close(embedding_backward(dY, ids, 3, None), wanted, what="dE")


@points(2, hint="F.embedding(ids, E, padding_idx=…) is the oracle.", backends=("torch",))
def test_equals_torchs_embedding(embedding_backward, rng):
    """Why: the library's own backward is an oracle that shares no line with yours."""
    import torch
    import torch.nn.functional as F

    for padding_id in (None, 0, 2):
        ids, dY = rng.integers(0, 4, size=(3, 5)), rng.normal(size=(3, 5, 2))
        table = torch.zeros((4, 2), dtype=torch.float64, requires_grad=True)
        out = F.embedding(torch.from_numpy(ids), table, padding_idx=padding_id)
        wanted = torch.autograd.grad(out, table, torch.from_numpy(dY))[0]
        assert_close(embedding_backward(dY, ids, 4, padding_id), wanted.numpy(), what="dE")
