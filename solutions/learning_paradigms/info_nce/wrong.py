class DotProducts:
    """Leaves the lengths in."""

    backends = ("numpy", "torch")

    def cosine_logits(A, B, temperature):
        if temperature <= 0:
            raise ValueError("temperature")
        return A @ B.T / temperature


class TimesTemperature:
    """Multiplies by the temperature: a small one then flattens instead of sharpening."""

    def cosine_logits(A, B, temperature):
        if temperature <= 0:
            raise ValueError("temperature")
        A = A / np.linalg.norm(A, axis=1, keepdims=True)
        B = B / np.linalg.norm(B, axis=1, keepdims=True)
        return A @ B.T * temperature


class OneLengthForAll:
    """Divides by the norm of the whole matrix."""

    backends = ("torch",)

    def cosine_logits(A, B, temperature):
        if temperature <= 0:
            raise ValueError("temperature")
        return (A / A.norm()) @ (B / B.norm()).T / temperature


class RowsOnly:
    """One direction only: the columns are never asked."""

    backends = ("numpy", "torch")

    def info_nce(S):
        if S.shape[0] != S.shape[1]:
            raise ValueError("not square")
        return -log_softmax(S, 1).diagonal().mean()


class SumOfBoth:
    """Adds the two cross-entropies and forgets to halve."""

    def info_nce(S):
        if S.shape[0] != S.shape[1]:
            raise ValueError("not square")
        return -np.diag(log_softmax(S, 1) + log_softmax(S, 0)).mean()


class NaiveSoftmax:
    """exp first, log second: infinity over infinity for logits of 1000."""

    def info_nce(S):
        if S.shape[0] != S.shape[1]:
            raise ValueError("not square")
        E = np.exp(S)
        rows, columns = E / E.sum(axis=1, keepdims=True), E / E.sum(axis=0)
        return -(np.log(np.diag(rows)) + np.log(np.diag(columns))).mean() / 2


class MeanOfTheWholeMatrix:
    """Averages all log-probabilities instead of the diagonal."""

    def info_nce(S):
        if S.shape[0] != S.shape[1]:
            raise ValueError("not square")
        return -(log_softmax(S, 1) + log_softmax(S, 0)).mean() / 2


class AnyRectangle:
    """Takes the diagonal of a matrix that is not square."""

    backends = ("torch",)

    def info_nce(S):
        return -(log_softmax(S, 1) + log_softmax(S, 0)).diagonal().mean() / 2


class OneIdentity:
    """Takes the right answers away once, although two cross-entropies ask for them."""

    backends = ("torch",)

    def info_nce_gradient(S):
        both = torch.exp(log_softmax(S, 1)) + torch.exp(log_softmax(S, 0))
        return (both - torch.eye(len(S), dtype=S.dtype)) / (2 * len(S))


class GradientOfTheSum:
    """Forgets the n of the mean."""

    def info_nce_gradient(S):
        both = np.exp(log_softmax(S, 1)) + np.exp(log_softmax(S, 0))
        return (both - 2 * np.eye(len(S), dtype=S.dtype)) / 2
