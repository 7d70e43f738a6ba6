def _encode_random_texts(rng, n, longest):
    """Texts over a small alphabet of words: many repeats, many equal counts."""
    stock = ["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen"]
    return [" ".join(rng.choice(stock, size=rng.integers(0, longest + 1))) for _ in range(n)]


@points(1, hint="Among words with equal counts, the alphabet decides, not the order of appearance.")
def test_equal_counts_go_by_the_alphabet(build_vocabulary, rng):
    """Why: without a rule for ties two runs number the words differently."""
    stock = ["ant", "bee", "cat", "dog", "elk"]
    for _ in range(5):
        found = build_vocabulary([" ".join(rng.permutation(stock)), "elk"], 10)
        assert_equal([found.get(w) for w in ["elk", *stock[:4]]], [2, 3, 4, 5, 6], "numbers")


@points(1, hint="max_size counts <pad> and <oov> too.")
def test_size_counts_every_entry(build_vocabulary):
    """Why: the embedding has max_size rows; a larger number would be out of its range."""
    for size in (2, 3, 4, 5, 6, 7):
        found = build_vocabulary(["a a a a b b b c c d"], size)
        expected = {"<pad>": 0, "<oov>": 1}
        expected |= {w: i + 2 for i, w in enumerate("abcd"[: size - 2])}
        assert_equal(found, expected, f"vocabulary of size {size}")


@points(
    1, hint="A word that the vocabulary lacks gets number 1; it is neither dropped nor padding."
)
def test_unknown_words_keep_their_place(encode):
    """Why: dropping unknown words shortens the text; number 0 would hide them as padding."""
    vocabulary = {"<pad>": 0, "<oov>": 1, "good": 2}
    ids, lengths = encode(["utterly good stuff", "terrible"], vocabulary, 5)
    assert_equal(ids, np.array([[1, 2, 1, 0, 0], [1, 0, 0, 0, 0]]), "ids")
    assert_equal(lengths, np.array([3, 1]), "lengths")


@points(2, hint="Work through a small batch by hand: numbers, cut, padding, lengths.")
def test_random_batches(build_vocabulary, encode, ref, rng):
    """Why: vocabulary and encoding must fit together on any texts."""
    for n, longest, length in growing((1, 2, 6), (2, 9), (1, 4, 9)):
        texts = _encode_random_texts(rng, n, longest)
        size = int(rng.integers(2, 11))
        vocabulary = build_vocabulary(texts, size)
        assert_equal(vocabulary, ref.build_vocabulary(texts, size), "vocabulary")
        new = _encode_random_texts(rng, n, longest)
        ids, lengths = encode(new, vocabulary, length)
        wanted_ids, wanted_lengths = ref.encode(new, vocabulary, length)
        assert_equal(ids, wanted_ids, "ids")
        assert_equal(lengths, wanted_lengths, "lengths")


@points(1, hint="Both results are int64, also for a text without words and for no text at all.")
def test_empty_text_and_dtypes(encode):
    """Why: an embedding takes integers only, and real data holds empty texts."""
    ids, lengths = encode(["", "?!", "good"], {"<pad>": 0, "<oov>": 1, "good": 2}, 2)
    assert_equal(ids, np.array([[0, 0], [0, 0], [2, 0]]), "ids")
    assert_equal(lengths, np.array([0, 0, 1]), "lengths")
    none, no_lengths = encode([], {"<pad>": 0, "<oov>": 1}, 3)
    assert_shape(none, (0, 3), "ids of no texts")
    assert_shape(no_lengths, (0,), "lengths of no texts")
    for name, array in (
        ("ids", ids),
        ("lengths", lengths),
        ("no ids", none),
        ("no lengths", no_lengths),
    ):
        assert_dtype(array, "int64", name)


@points(1, hint="max_size below 2 and length below 1 leave nothing to return: raise ValueError.")
def test_impossible_sizes_are_refused(build_vocabulary, encode):
    """Why: a negative slice silently keeps the wrong words."""
    for size in (1, 0, -3):
        assert_raises(ValueError, build_vocabulary, ["a b c"], size)
    for length in (0, -1):
        assert_raises(ValueError, encode, ["a b c"], {"<pad>": 0, "<oov>": 1}, length)
