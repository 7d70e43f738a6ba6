def _transformer_count(got, expected, what):
    """A count is a Python int: a float of 175 billion has lost nothing yet, a float32 has."""
    assert_that(type(got) is int, "a Python int", f"{type(got).__name__} {show(got)}", what)
    assert_equal(got, expected, what)


@points(1, hint="Feed-forward: d*f + f and f*d + d. Two layer norms: 2*d each.")
def test_block_by_hand(block_parameters):
    """Why: d=2, f=8: attention 4*(4+2) = 24, feed-forward 24 + 18 = 42, norms 8."""
    _transformer_count(block_parameters(2, 8), 74, "block_parameters(2, 8)")


@points(2, hint="Three tables, a layer norm of 2d, the blocks, and a pooler of d*d + d.")
def test_bert_base(bert_parameters):
    """Why: the model that everybody downloads has 109,482,240 parameters, not billions."""
    count = bert_parameters(12, 768, 3072, 30522, 512)
    _transformer_count(count, 109_482_240, "BERT-base")


@points(1, hint="12 blocks of width 768 with f = 3072, tables of 50257 and 1024 rows, one norm.")
def test_smallest_gpt2(gpt_parameters):
    """Why: GPT-2 small, with the output layer tied to the word table, has 124,439,808."""
    _transformer_count(gpt_parameters(12, 768, 50257, 1024, True), 124_439_808, "GPT-2 small")


@points(
    1, hint="Only the feed-forward part is multiplied, by experts or by chosen; router: d*experts."
)
def test_sparse_block_by_hand(moe_parameters):
    """Why: d=2, f=8, 4 experts of 42, 1 chosen: 24 + 8 + router 8 + 168 in all, + 42 active."""
    total, active = moe_parameters(1, 2, 8, 4, 1)
    _transformer_count(total, 208, "total of one block")
    _transformer_count(active, 82, "active parameters of one block")
