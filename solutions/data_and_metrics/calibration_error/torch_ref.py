import torch


def reliability(confidence, correct, m):
    r"""Count the examples of each confidence bin, their mean confidence and their accuracy.

    Args:
        confidence: probability of the chosen class, shape (n,), float64 tensor, n >= 1.
        correct: was the chosen class right?, shape (n,), bool tensor.
        m: number of bins of equal width, int.
    Returns:
        (count, mean confidence, accuracy), each of shape (m,): int64, float64, float64; bin b
        holds b / m < p <= (b + 1) / m, and p = 0 is in bin 0; empty bins hold zeros.
    Raises:
        ValueError: no example, different shapes, m < 1, or a confidence outside [0, 1].
    Source: Guo, Pleiss, Sun & Weinberger 2017, section 2.

    >>> p = torch.tensor([0.5, 0.75], dtype=torch.float64)
    >>> [a.tolist() for a in reliability(p, torch.tensor([True, False]), 2)]
    [[1, 1], [0.5, 0.75], [1.0, 0.0]]
    """
    ### BEGIN SOLUTION
    if m < 1 or len(confidence) == 0 or confidence.shape != correct.shape:
        raise ValueError(
            "reliability: needs m >= 1 and examples with one answer each; "
            f"got m = {m} and shapes {tuple(confidence.shape)} and {tuple(correct.shape)}."
        )
    if not ((confidence >= 0) & (confidence <= 1)).all():
        raise ValueError("reliability: a confidence lies outside [0, 1]; pass probabilities.")
    place = torch.bucketize(confidence, torch.arange(1, m).double() / m)
    count, sure, right = (torch.bincount(place, w, m) for w in (None, confidence, correct.double()))
    return count, sure / count.clamp(min=1), right / count.clamp(min=1)
    ### END SOLUTION


def expected_calibration_error(confidence, correct, m):
    r"""Mean distance of confidence and accuracy, over bins weighted by their examples.

    Args:
        confidence: probability of the chosen class, shape (n,), float64 tensor, n >= 1.
        correct: was the chosen class right?, shape (n,), bool tensor.
        m: number of bins of equal width, int.
    Returns:
        The error, a number from 0 to 1.
    Raises:
        ValueError: as reliability.
    Source: Guo, Pleiss, Sun & Weinberger 2017, equation 3.

    >>> p = torch.tensor([0.5, 0.75], dtype=torch.float64)
    >>> float(expected_calibration_error(p, torch.tensor([True, False]), 2))
    0.625
    """
    ### BEGIN SOLUTION
    count, sure, right = reliability(confidence, correct, m)
    return (count * abs(right - sure)).sum() / len(confidence)
    ### END SOLUTION
