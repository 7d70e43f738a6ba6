@points(2, hint="Sort by falling count first, then by the word; numbers begin at 2.")
def test_frequent_words_come_first(build_vocabulary):
    """Why: when the vocabulary is full, it is the rare words that should be missing."""
    found = build_vocabulary(["So slow!", "So good, so good."], 10)
    assert_equal(found, {"<pad>": 0, "<oov>": 1, "so": 2, "good": 3, "slow": 4}, "vocabulary")


@points(1, hint="Real words first, zeros after them; the length is the number of real words.")
def test_short_text_is_padded_at_its_end(encode):
    """Why: a batch is a matrix, so every row must be as long as the others."""
    ids, lengths = encode(["slow", "so slow"], {"<pad>": 0, "<oov>": 1, "so": 2, "slow": 3}, 4)
    assert_equal(ids, np.array([[3, 0, 0, 0], [2, 3, 0, 0]]), "ids")
    assert_equal(lengths, np.array([1, 2]), "lengths")


@points(1, hint="Keep the first words, not the last. The length counts what was kept.")
def test_long_text_keeps_its_first_words(encode):
    """Why: a text longer than the row must be cut, and its length must say what is left."""
    ids, lengths = encode(["so slow so so"], {"<pad>": 0, "<oov>": 1, "so": 2, "slow": 3}, 3)
    assert_equal(ids, np.array([[2, 3, 2]]), "ids")
    assert_equal(lengths, np.array([3]), "lengths")
