import numpy as np


def build_vocabulary(texts, max_size):
    r"""Number the most frequent words of the training texts.

    Args:
        texts: training texts, list of str.
        max_size: largest number of entries, <pad> and <oov> included, int of at least 2.
    Returns:
        Dict from word to number: "<pad>": 0, "<oov>": 1, then words by falling count from 2 on;
        equal counts in alphabetical order.
    Raises:
        ValueError: max_size is below 2.
    Source: the vocabulary that document 000, section 5.2, gets from its Tokenizer.

    >>> build_vocabulary(["so slow", "so good"], 3)
    {'<pad>': 0, '<oov>': 1, 'so': 2}
    """
    counts = count_words(texts)
    ### BEGIN SOLUTION
    if max_size < 2:
        raise ValueError(f"build_vocabulary: max_size must be at least 2; got {max_size}.")
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    kept = ranked[: max_size - 2]
    return {"<pad>": PAD, "<oov>": OOV} | {word: i for i, word in enumerate(kept, start=2)}
    ### END SOLUTION


def encode(texts, vocabulary, length):
    r"""Write texts as rows of word numbers, cut or padded to one length.

    Args:
        texts: list of str, n of them.
        vocabulary: dict from word to number, as build_vocabulary returns it.
        length: numbers in a row (t), int of at least 1.
    Returns:
        ids: shape (n, length), int64; a text's first words, OOV for unknown ones, then PAD.
        lengths: shape (n,), int64; how many entries of each row are words.
    Raises:
        ValueError: length is below 1.
    Source: document 000, section 5.2 (pad_sequences with 'post'), with lengths added.

    >>> encode(["so good"], {"<pad>": 0, "<oov>": 1, "so": 2}, 3)
    (array([[2, 1, 0]]), array([2]))
    """
    ### BEGIN SOLUTION
    if length < 1:
        raise ValueError(f"encode: length must be at least 1; got {length}.")
    ### END SOLUTION
    ids = np.zeros((len(texts), length), dtype=np.int64)
    lengths = np.zeros(len(texts), dtype=np.int64)
    for row, text in enumerate(texts):
        ### BEGIN SOLUTION
        numbers = [vocabulary.get(word, OOV) for word in words(text)][:length]
        ids[row, : len(numbers)] = numbers
        lengths[row] = len(numbers)
        ### END SOLUTION
    return ids, lengths
