import torch


def averaged_f1(Y_true, Y_pred):
    r"""F1 of several classes as one number, averaged in four ways.

    Args:
        Y_true: which classes each example has, shape (n, k), bool tensor.
        Y_pred: which classes are predicted, same shape and type.
    Returns:
        [macro over all classes, macro over used classes, micro, weighted], shape (4,), float64;
        0/0 is 0.
    Raises:
        ValueError: the shapes differ.
    Source: Sokolova & Lapalme 2009, table 3.

    >>> averaged_f1(torch.tensor([[True, False]]), torch.tensor([[True, False]])).tolist()
    [0.5, 1.0, 1.0, 1.0]
    """
    ### BEGIN SOLUTION
    if Y_true.shape != Y_pred.shape:
        raise ValueError(
            f"averaged_f1: shapes must agree; got {tuple(Y_true.shape)} and {tuple(Y_pred.shape)}."
        )
    ### END SOLUTION
    hits = (Y_true & Y_pred).sum(dim=0).double()  # TP of each class
    occurs, predicted = Y_true.sum(dim=0), Y_pred.sum(dim=0)
    ### BEGIN SOLUTION
    size = occurs + predicted
    f1 = 2 * hits / size.clamp(min=1)
    sums = torch.stack([f1.sum(), f1.sum(), 2 * hits.sum(), (occurs * f1).sum()])
    divisors = torch.tensor([len(f1), (size > 0).sum(), size.sum(), occurs.sum()])
    return sums / divisors.clamp(min=1)
    ### END SOLUTION
