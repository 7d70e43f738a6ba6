PAD, OOV = 0, 1


def words(text):
    """Lower-case words of a text; everything but letters, digits and ' separates them.

    >>> words("It's NOT bad -- not at all!")
    ["it's", 'not', 'bad', 'not', 'at', 'all']
    """
    kept = (c if c.isalnum() or c == "'" else " " for c in text.lower())
    return "".join(kept).split()


def count_words(texts):
    """How often each word occurs in all texts together, as a dict.

    >>> count_words(["So slow!", "So good, so good."])
    {'so': 3, 'slow': 1, 'good': 2}
    """
    counts = {}
    for text in texts:
        for word in words(text):
            counts[word] = counts.get(word, 0) + 1
    return counts
