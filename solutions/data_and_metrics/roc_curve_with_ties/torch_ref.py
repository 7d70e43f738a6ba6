import torch


def roc_curve(scores, y):
    r"""True positive rate against false positive rate, one point for each distinct score.

    Args:
        scores: higher means "rather positive", shape (n,), float tensor.
        y: 1 for positives and 0 for negatives, shape (n,), int64 tensor.
    Returns:
        (fpr, tpr), each of shape (distinct scores + 1,), float64, from (0, 0) to (1, 1).
    Raises:
        ValueError: one of the two classes has no example.
    Source: Fawcett 2006, section 5 and algorithm 1.

    >>> [rate.tolist() for rate in roc_curve(torch.tensor([2.0, 2.0, 1.0]), torch.tensor([1, 0, 0]))]
    [[0.0, 0.5, 1.0], [0.0, 1.0, 1.0]]
    """
    ### BEGIN SOLUTION
    if len(torch.unique(y)) < 2:
        raise ValueError(f"roc_curve: needs examples of both classes; got only {torch.unique(y)}.")
    ### END SOLUTION
    order = torch.argsort(scores, descending=True)  # from the highest score down
    ranked = scores[order]
    ### BEGIN SOLUTION
    last = torch.cat([ranked[1:] != ranked[:-1], torch.tensor([True])])
    passed = torch.stack([1 - y[order], y[order]]).cumsum(dim=1).double()
    start = torch.zeros(1, dtype=torch.float64)
    return tuple(torch.cat([start, row[last] / row[-1]]) for row in passed)
    ### END SOLUTION


def roc_auc(scores, y):
    r"""Area under the ROC curve; a tie of a positive and a negative counts one half.

    Args:
        scores: shape (n,), float tensor.
        y: 1 for positives and 0 for negatives, shape (n,), int64 tensor.
    Returns:
        The area, a number from 0 to 1 (a float64 tensor of shape (), or a float).
    Raises:
        ValueError: one of the two classes has no example.
    Source: Hanley & McNeil 1982.

    >>> float(roc_auc(torch.tensor([2.0, 2.0, 1.0]), torch.tensor([1, 0, 0])))
    0.75
    """
    ### BEGIN SOLUTION
    fpr, tpr = roc_curve(scores, y)
    return (fpr.diff() * (tpr[1:] + tpr[:-1])).sum() / 2
    ### END SOLUTION
