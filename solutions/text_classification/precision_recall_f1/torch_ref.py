import torch


def confusion_matrix(y_true, y_pred, k):
    r"""Count how often each true class was predicted as each class.

    Args:
        y_true: true classes, shape (n,), int64 tensor, values 0 to k - 1.
        y_pred: predicted classes, same shape and type.
        k: number of classes, int.
    Returns:
        C, shape (k, k), int64: C[r, c] examples of class r were predicted as c.
    Raises:
        ValueError: the shapes differ, or a label is not in 0 ... k - 1.
    Source: Sokolova & Lapalme 2009.

    >>> confusion_matrix(torch.tensor([0, 0, 1]), torch.tensor([0, 1, 1]), 2).tolist()
    [[1, 1], [0, 1]]
    """
    ### BEGIN SOLUTION
    if y_true.shape != y_pred.shape:
        raise ValueError(
            f"confusion_matrix: one prediction for each label; got shapes {y_true.shape} "
            f"and {y_pred.shape}."
        )
    for labels in (y_true, y_pred):
        if bool(((labels < 0) | (labels >= k)).any()):
            raise ValueError(f"confusion_matrix: labels must be 0 to {k - 1}; got {labels}.")
    return torch.bincount(y_true * k + y_pred, minlength=k * k).reshape(k, k)
    ### END SOLUTION


def precision_recall_f1(C):
    r"""Precision, recall and F1 of each class, and their macro averages.

    Args:
        C: confusion matrix, shape (k, k), int64 tensor, rows are true classes.
    Returns:
        (P, R, F, macro): three of shape (k,) and one of shape (3,), float64; macro averages over
        the classes that occur or are predicted; 0/0 is 0 everywhere.
    Source: van Rijsbergen 1979, chapter 7; macro averages as in scikit-learn.

    >>> precision_recall_f1(torch.tensor([[1, 2], [0, 1]]))[2].tolist()
    [0.5, 0.5]
    """
    ### BEGIN SOLUTION
    hits = torch.diag(C).to(torch.float64)
    predicted, actual = C.sum(dim=0), C.sum(dim=1)
    precision = hits / predicted.clamp(min=1)
    recall = hits / actual.clamp(min=1)
    f1 = 2 * hits / (predicted + actual).clamp(min=1)
    used = predicted + actual > 0
    scores = torch.stack([precision, recall, f1])[:, used]
    return precision, recall, f1, scores.sum(dim=1) / used.sum().clamp(min=1)
    ### END SOLUTION
