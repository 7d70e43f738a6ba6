class LoopsOverPairs:
    """One pair at a time."""

    def cosine_logits(A, B, temperature):
        if temperature <= 0:
            raise ValueError("temperature")
        lengths = [[(a @ a) ** 0.5 * (b @ b) ** 0.5 for b in B] for a in A]
        return ((A @ B.T) / np.array(lengths) / temperature).astype(A.dtype)

    def info_nce(S):
        n, m = S.shape
        if n != m:
            raise ValueError("not square")
        rows, columns = log_softmax(S, 1), log_softmax(S.T, 1)
        return -sum(rows[i, i] + columns[i, i] for i in range(n)) / (2 * n)


class ProbabilitiesMinusAnswers:
    """Two gradients with indexing, then their mean."""

    def info_nce_gradient(S):
        n = len(S)
        p, q = np.exp(log_softmax(S, 1)), np.exp(log_softmax(S, 0))
        for gradient in (p, q):
            gradient[range(n), range(n)] -= 1
        return (p + q) / 2 / n


class Library:
    """PyTorch's own functions."""

    backends = ("torch",)

    def cosine_logits(A, B, temperature):
        if temperature <= 0:
            raise ValueError("temperature")
        return F.normalize(A, dim=1) @ F.normalize(B, dim=1).T / temperature

    def info_nce(S):
        if S.shape[0] != S.shape[1]:
            raise ValueError("not square")
        right = torch.arange(len(S))
        return (F.cross_entropy(S, right) + F.cross_entropy(S.T, right)) / 2


class Softmaxes:
    """Softmax by rows and by columns; the trace."""

    backends = ("torch",)

    def info_nce(S):
        if S.ndim != 2 or S.shape[0] != S.shape[1]:
            raise ValueError("not square")
        total = 2 * S.diagonal() - S.logsumexp(0) - S.logsumexp(1)
        return -total.sum() / (2 * len(S))

    def info_nce_gradient(S):
        dS = (S.softmax(0) + S.softmax(1)) / (2 * len(S))
        dS.diagonal().sub_(1 / len(S))
        return dS
