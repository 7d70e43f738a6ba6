def _batch(rng, n, t):
    """ids from 4 on, so that 0 … 3 stay free for special tokens and the mask."""
    return rng.integers(4, 50, size=(n, t)), rng.integers(50, 99, size=(n, t)), rng.random((n, t))


@points(1, hint="Count: about 15 % of the ordinary tokens, none of the special ones.")
def test_share_of_selected_tokens(select_positions, rng):
    """Why: 40 000 draws; the share is within five standard deviations of the rate."""
    ids = rng.integers(0, 8, size=(200, 200))
    special = np.array([0, 1, 5])
    for rate in (0.15, 0.4):
        chosen = select_positions(ids, special, rng.random(ids.shape), rate)
        ordinary = ~np.isin(ids, special)
        assert_equal(int(chosen[~ordinary].sum()), 0, "special tokens that were chosen")
        share, spread = chosen[ordinary].mean(), np.sqrt(rate * (1 - rate) / ordinary.sum())
        assert_that(abs(share - rate) < 5 * spread, f"a share near {rate}", f"{share:.4f}")


@points(1, hint="rate has a default: 0.15. A draw equal to the rate is not below it.")
def test_rate_and_its_boundary(select_positions, rng):
    """Why: [0, rate) has length rate; and 15 % is what the signature promises."""
    ids, none = np.full((1, 4), 9), np.array([0])
    u = np.array([[0.0, 0.1499, 0.15, 0.16]])
    wanted = np.array([[True, True, False, False]])
    assert_equal(select_positions(ids, none, u), wanted, "chosen at rate 0.15")
    assert_equal(select_positions(ids, none, u, 0.0), np.zeros((1, 4), bool), "chosen at rate 0")
    assert_equal(select_positions(ids, none, u, 1.0), np.ones((1, 4), bool), "chosen at rate 1")


@points(1, hint="A row of u for a whole batch would hide the same columns in every sentence.")
def test_shapes_that_differ_are_refused(select_positions, rng):
    """Why: broadcasting (1, t) draws to (n, t) hides the same places in every row."""
    ids, _, u = _batch(rng, 3, 4)
    assert_equal(select_positions(ids, np.array([0]), u), u < 0.15, "chosen")
    assert_raises(ValueError, select_positions, ids, np.array([0]), u[:1])
    assert_raises(ValueError, select_positions, ids, np.array([0]), u[:, :1])


@points(2, hint="Go through the tokens one by one and follow the three rules.")
def test_inputs_token_by_token(mask_tokens, rng):
    """Why: a loop over the tokens is a slow, sure judge, on fresh batches of many sizes."""
    for n, t in growing((1, 2, 5), (1, 3, 40)):
        ids, random_ids, u = _batch(rng, n, t)
        chosen = rng.random((n, t)) < 0.5
        mask_id = int(rng.integers(0, 4))
        wanted = ids.copy()
        for place in zip(*np.nonzero(chosen)):
            if u[place] < 0.8:
                wanted[place] = mask_id
            elif u[place] < 0.9:
                wanted[place] = random_ids[place]
        inputs, _ = mask_tokens(ids, chosen, u, random_ids, mask_id)
        assert_equal(inputs, wanted, "what the model sees")


@points(1, hint="The label is the original token, also where the input was kept or replaced.")
def test_labels_are_the_original_tokens(mask_tokens, rng):
    """Why: a model that is told the random token as the answer learns noise."""
    ids, random_ids, u = _batch(rng, 4, 30)
    chosen = rng.random(ids.shape) < 0.4
    _, labels = mask_tokens(ids, chosen, u, random_ids, 3)
    assert_equal(labels[chosen], ids[chosen], "labels of the chosen tokens")
    assert_equal(labels[~chosen], np.full(int((~chosen).sum()), -100), "labels elsewhere")


@points(1, hint="u < 0.8 is one share of 0.8; from there to below 0.9 is the share of 0.1.")
def test_boundaries_of_the_draws(mask_tokens):
    """Why: a draw of exactly 0.8 belongs to the second way, exactly 0.9 to the third."""
    u = np.array([[0.0, 0.7999999, 0.8, 0.8999999, 0.9, 0.9999999]])
    ids, random_ids = np.arange(4, 10)[None], np.arange(20, 26)[None]
    inputs, _ = mask_tokens(ids, np.ones((1, 6), bool), u, random_ids, 3)
    assert_equal(inputs, np.array([[3, 3, 22, 23, 8, 9]]), "what the model sees")


@points(1, hint="Count the three kinds among the chosen tokens of a large batch.")
def test_shares_of_the_three_ways(mask_tokens, rng):
    """Why: 80, 10 and 10 per cent of 40 000 tokens, within five standard deviations."""
    ids, random_ids, u = _batch(rng, 200, 200)
    inputs, _ = mask_tokens(ids, np.ones(ids.shape, bool), u, random_ids, 3)
    kinds = {"mask": (inputs == 3, 0.8), "random": (inputs == random_ids, 0.1)}
    kinds["kept"] = (inputs == ids, 0.1)
    for name, (found, wanted) in kinds.items():
        spread = np.sqrt(wanted * (1 - wanted) / ids.size)
        share = found.mean()
        assert_that(abs(share - wanted) < 5 * spread, f"{wanted} {name}", f"{share:.4f}")


@points(1, hint="Write into a copy; ids are the answers and are used again next epoch.")
def test_inputs_unchanged_and_dtype_kept(select_positions, mask_tokens, rng):
    """Why: BERT's data are masked afresh each epoch: the text itself must survive."""
    ids, random_ids, u = _batch(rng, 3, 20)
    chosen = assert_inputs_unchanged(select_positions, ids, np.array([4, 5]), u)
    assert_dtype(chosen, "bool", "chosen")
    results = assert_inputs_unchanged(mask_tokens, ids, chosen, u, random_ids, 3)
    for name, value in zip(("inputs", "labels"), results):
        assert_dtype(value, "int64", name)


@points(1, hint="The loss must see the chosen tokens only.", backends=("torch",))
def test_pytorch_ignores_the_rest(mask_tokens, rng):
    """Why: F.cross_entropy with its default ignore_index is what the labels are made for."""
    ids, random_ids, u = _batch(rng, 3, 20)
    chosen = rng.random(ids.shape) < 0.3
    chosen[0, 0] = True
    _, labels = mask_tokens(ids, chosen, u, random_ids, 3)
    logits = torch.from_numpy(rng.normal(size=(60, 100)))
    loss = F.cross_entropy(logits, torch.from_numpy(labels).flatten())
    log_p = F.log_softmax(logits, dim=1).numpy()
    wanted = -log_p[np.flatnonzero(chosen), ids[chosen]].mean()
    assert_close(float(loss), wanted, what="loss over the chosen tokens")
