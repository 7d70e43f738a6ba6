def _transformer_hidden_count(got, expected, what):
    right = type(got) is int and got == expected
    assert_that(right, f"{expected}, a Python int", f"{show(got)}, {type(got).__name__}", what)


def _transformer_arrays(d, f):
    """The shapes of one block's arrays: attention, feed-forward, layer norms."""
    attention = 4 * [(d, d), (d,)]
    return attention, [(d, f), (f,), (f, d), (d,)], 4 * [(d,)]


def _transformer_size(shapes):
    return int(sum(np.prod(s) for s in shapes))


@points(1, hint="Write down the shape of every array in the block.")
def test_blocks_of_any_shape(block_parameters, rng):
    """Why: f need not be 4d, and d may be 1."""
    for d in (1, 2, 3, int(rng.integers(4, 200))):
        f = int(rng.integers(1, 300))
        expected = sum(_transformer_size(part) for part in _transformer_arrays(d, f))
        _transformer_hidden_count(block_parameters(d, f), expected, f"block_parameters({d}, {f})")


@points(1, hint="Segments: two rows, whatever the vocabulary.")
def test_bert_large(bert_parameters):
    """Why: 335,141,888 for the published configuration; the paper rounds to 340 million."""
    _transformer_hidden_count(
        bert_parameters(24, 1024, 4096, 30522, 512), 335_141_888, "BERT-large"
    )


@points(1, hint="Change one number of the configuration at a time.")
def test_bert_of_any_shape(bert_parameters, rng):
    """Why: two anchors can be typed in; fresh configurations cannot."""
    for layers in (0, 1, 3):
        d, f, v, positions = (int(a) for a in rng.integers(2, 60, size=4))
        block = sum(_transformer_size(part) for part in _transformer_arrays(d, f))
        around = _transformer_size([(v, d), (positions, d), (2, d), (d,), (d,), (d, d), (d,)])
        got = bert_parameters(layers, d, f, v, positions)
        _transformer_hidden_count(
            got, layers * block + around, f"{layers} layers, d={d}, f={f}, v={v}"
        )


@points(1, hint="96 blocks of width 12288, f = 4 * 12288.")
def test_gpt3(gpt_parameters):
    """Why: 175 billion, and not a tenth of it."""
    _transformer_hidden_count(
        gpt_parameters(96, 12288, 50257, 2048, True), 174_604_259_328, "GPT-3"
    )


@points(1, hint="Untied: v*d more, and no bias.")
def test_gpt_tied_and_untied(gpt_parameters, rng):
    """Why: for a small model the output layer may be the largest part."""
    for layers in (0, 1, 2):
        d, v, positions = (int(a) for a in rng.integers(2, 60, size=3))
        block = sum(_transformer_size(part) for part in _transformer_arrays(d, 4 * d))
        tied = layers * block + _transformer_size([(v, d), (positions, d), (d,), (d,)])
        where = f"{layers} layers, d={d}, v={v}, positions={positions}"
        _transformer_hidden_count(
            gpt_parameters(layers, d, v, positions, True), tied, where + ", tied"
        )
        _transformer_hidden_count(
            gpt_parameters(layers, d, v, positions, False), tied + v * d, where
        )


@points(2, hint="The router must be computed for every token: it is active in full.")
def test_total_and_active(moe_parameters, rng):
    """Why: memory follows the total, the work for one token follows the active parameters."""
    for layers in (1, 2, 5):
        d, f, experts = (int(a) for a in rng.integers(3, 40, size=3))
        chosen = int(rng.integers(1, experts))
        attention, expert, norms = (_transformer_size(a) for a in _transformer_arrays(d, f))
        always = attention + norms + d * experts
        got = moe_parameters(layers, d, f, experts, chosen)
        assert_shape(got, (2,), "total and active")
        where = f"{layers} layers, d={d}, f={f}, {chosen} of {experts} experts"
        for name, count, used in zip(("total", "active"), got, (experts, chosen)):
            _transformer_hidden_count(count, layers * (always + used * expert), f"{name}, {where}")


@points(1, hint="nn.TransformerEncoderLayer holds exactly this block.", backends=("torch",))
def test_torch_reports_the_same(block_parameters):
    """Why: the built layer is the judge of the formula."""
    import torch

    for d, f, heads in ((4, 10, 1), (12, 48, 3)):
        layer = torch.nn.TransformerEncoderLayer(d, heads, dim_feedforward=f)
        count = sum(p.numel() for p in layer.parameters())
        _transformer_hidden_count(
            block_parameters(d, f), count, f"nn.TransformerEncoderLayer({d}, {heads})"
        )


@points(1, hint='Build on the device "meta", or use the formula: nothing may be allocated.')
def test_a_block_that_fits_nowhere(block_parameters):
    """Why: a count must not need the memory of what is counted; these are 48 terabytes."""
    d = 1_000_000
    _transformer_hidden_count(block_parameters(d, 4 * d), 12 * d * d + 13 * d, "d = 1,000,000")
