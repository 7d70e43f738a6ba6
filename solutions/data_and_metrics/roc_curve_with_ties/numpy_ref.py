import numpy as np


def roc_curve(scores, y):
    r"""True positive rate against false positive rate, one point for each distinct score.

    Args:
        scores: higher means "rather positive", shape (n,), float.
        y: 1 for positives and 0 for negatives, shape (n,), int64.
    Returns:
        (fpr, tpr), each of shape (distinct scores + 1,), float64, from (0, 0) to (1, 1).
    Raises:
        ValueError: one of the two classes has no example.
    Source: Fawcett 2006, section 5 and algorithm 1.

    >>> [rate.tolist() for rate in roc_curve(np.array([2.0, 2.0, 1.0]), np.array([1, 0, 0]))]
    [[0.0, 0.5, 1.0], [0.0, 1.0, 1.0]]
    """
    ### BEGIN SOLUTION
    if len(np.unique(y)) < 2:
        raise ValueError(f"roc_curve: needs examples of both classes; got only {np.unique(y)}.")
    ### END SOLUTION
    order = np.argsort(scores)[::-1]  # from the highest score down
    ranked = scores[order]
    ### BEGIN SOLUTION
    last = np.append(ranked[1:] != ranked[:-1], True)
    passed = np.stack([1 - y[order], y[order]]).cumsum(axis=1)
    return tuple(np.append(0, row[last] / row[-1]) for row in passed)
    ### END SOLUTION


def roc_auc(scores, y):
    r"""Area under the ROC curve; a tie of a positive and a negative counts one half.

    Args:
        scores: shape (n,), float.
        y: 1 for positives and 0 for negatives, shape (n,), int64.
    Returns:
        The area, a number from 0 to 1.
    Raises:
        ValueError: one of the two classes has no example.
    Source: Hanley & McNeil 1982.

    >>> float(roc_auc(np.array([2.0, 2.0, 1.0]), np.array([1, 0, 0])))
    0.75
    """
    ### BEGIN SOLUTION
    fpr, tpr = roc_curve(scores, y)
    return (np.diff(fpr) * (tpr[1:] + tpr[:-1])).sum() / 2
    ### END SOLUTION
