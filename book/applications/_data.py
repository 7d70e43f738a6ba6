"""Made reviews for the chapter "Text classification": no download, any number, a known truth.

The recipe. A clause is "the <thing> was <adjective>"; a negation turns its sentiment round,
except that of a neutral adjective. A review is one clause, two of one sentiment ("and"), or two
of different ones ("but", "although", "even though"). Where they differ, the main clause decides:
the same words in another order mean the opposite. Phrases without sentiment stand around it.
"""

import numpy as np

LABELS = ("negative", "neutral", "positive")
SHARES = (0.3, 0.2, 0.5)  # reviewers are kind; so the classes are not of equal size
ADJECTIVES = (
    ["bad", "poor", "awful", "terrible", "dull", "broken", "unpleasant", "disappointing"],
    ["black", "small", "round", "new", "blue", "Swedish", "second-hand", "wooden"],
    ["good", "great", "excellent", "lovely", "superb", "reliable", "pleasant", "delightful"],
)
THINGS = (  # the first is written about most often, the last ones hardly ever
    "camera room film soup battery bed plot coffee screen waiter music bread keyboard view ending "
    "dessert speaker shower actor tea charger balcony dialogue salad lamp lift costume cake drone "
    "sauna trailer espresso tripod minibar sequel chutney"
).split()
NEGATIONS = ("was not", "was never", "wasn't")
DEGREES = ("", "", "very", "really", "quite")
OPENINGS = (
    "",
    "",
    "Honestly,",
    "In my view",
    "We went on Friday and",
    "After two weeks I find that",
)
ENDINGS = (".", ".", "!", ", that is all.", ", as my sister said.", ", and it was on the label.")


def make_reviews(n, seed):
    """Make n different reviews.

    Args:
        n: number of reviews, int.
        seed: the same seed gives the same reviews.
    Returns:
        texts, a list of n str, and labels, n ints that index LABELS.
    """
    rng = np.random.default_rng(seed)
    texts = {}  # text -> label; a dict keeps the order and drops repeats
    while len(texts) < n:
        label = int(rng.choice(3, p=SHARES))
        texts.setdefault(_review(label, rng), label)
    return list(texts), list(texts.values())


def soil(texts, labels, seed):
    """Add what real files hold: line-break tags, empty texts, and rows that occur twice.

    Returns:
        texts and labels, about a twentieth longer than before, in another order.
    """
    rng = np.random.default_rng(seed)
    extra = len(texts) // 40
    rows = [(_tagged(t, rng) if rng.random() < 0.1 else t, y) for t, y in zip(texts, labels)]
    rows += [rows[i] for i in rng.choice(len(rows), size=extra, replace=False)]
    rows += [("  ", int(rng.choice(3))) for _ in range(extra)]
    rows = [rows[i] for i in rng.permutation(len(rows))]
    return [text for text, _ in rows], [label for _, label in rows]


def _review(label, rng):
    weights = 1 / np.arange(1, len(THINGS) + 1) ** 0.7
    first, second = rng.choice(THINGS, size=2, replace=False, p=weights / weights.sum())
    main, same = _clause(first, label, rng), _clause(second, label, rng)
    other = _clause(second, (label + int(rng.integers(1, 3))) % 3, rng)
    bodies = (
        main,
        main,
        f"{main} and {same}",
        f"{main} and {same}",
        f"{other} but {main}",
        f"{main}, although {other}",
        f"although {other}, {main}",
        f"{main} even though {other}",
    )
    text = f"{_pick(rng, OPENINGS)} {_pick(rng, bodies)}{_pick(rng, ENDINGS)}".strip()
    return text[0].upper() + text[1:]


def _clause(thing, label, rng):
    negated = rng.random() < 0.3
    verb = _pick(rng, NEGATIONS) if negated else "was"
    adjective = _pick(rng, ADJECTIVES[2 - label if negated else label])
    return " ".join(f"the {thing} {verb} {_pick(rng, DEGREES)} {adjective}".split())


def _tagged(text, rng):
    words = text.split()
    words.insert(int(rng.integers(1, len(words))), "<br />")
    return " ".join(words)


def _pick(rng, options):
    return options[rng.integers(len(options))]
