class DiagonalOnly:
    """p (1 - p), as if softmax had a slope for each entry: document 000's sigma prime."""

    backends = ("numpy", "torch")

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes")
        return dP * P * (1 - P)


class PlainMean:
    """Subtracts the plain mean of the gradient instead of the mean under p."""

    backends = ("numpy", "torch")

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes")
        return P * (dP - dP.mean(1)[:, None])


class SumOverRows:
    """Sums over the batch; in a square batch the shape is the same."""

    backends = ("numpy", "torch")

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes")
        return P * (dP - (P * dP).sum(0))


class ForgottenTranspose:
    """Uses J where J^T belongs: the JVP of log-softmax given out as its VJP."""

    backends = ("numpy", "torch")

    def log_softmax_vjp(dY, Y):
        if dY.ndim != 2 or dY.shape != Y.shape:
            raise ValueError("shapes")
        p = 2.718281828459045**Y
        return dY - (p * dY).sum(1)[:, None]


class VjpForJvp:
    """The other way round: the VJP given out as the JVP."""

    backends = ("numpy", "torch")

    def log_softmax_jvp(V, Y):
        if V.ndim != 2 or V.shape != Y.shape:
            raise ValueError("shapes")
        return V - 2.718281828459045**Y * V.sum(1)[:, None]


class LogProbabilitiesAsProbabilities:
    """Forgets that Y holds logarithms."""

    backends = ("numpy", "torch")

    def log_softmax_vjp(dY, Y):
        if dY.ndim != 2 or dY.shape != Y.shape:
            raise ValueError("shapes")
        return dY - Y * dY.sum(1)[:, None]


class FullJacobian:
    """Builds the k x k matrix of each row: right for ten classes, out of memory for a vocabulary."""

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes")
        return np.stack([(np.diag(p) - np.outer(p, p)) @ g for p, g in zip(P, dP)])


class ThroughTheProbabilities:
    """Goes through dP = dY / p: 0/0 where a class is ruled out."""

    def log_softmax_vjp(dY, Y):
        if dY.ndim != 2 or dY.shape != Y.shape:
            raise ValueError("shapes")
        p = np.exp(Y)
        dP = dY / p
        return p * (dP - (p * dP).sum(axis=1, keepdims=True))


class BroadcastsAnyGradient:
    """No shape check: a gradient of shape (k,) is stretched over all rows."""

    def softmax_vjp(dP, P):
        return P * (dP - (P * dP).sum(axis=1, keepdims=True))


class InPlace:
    """Spoils the probabilities that it was given."""

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes")
        mean = (P * dP).sum(axis=1, keepdims=True)
        P *= dP - mean
        return P


class TorchInPlace:
    """Spoils the probabilities that it was given."""

    backends = ("torch",)

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes")
        return P.mul_(dP - (P * dP).sum(dim=1, keepdim=True))


class AlwaysFloat64:
    """Computes in float64 whatever it is given."""

    def log_softmax_jvp(V, Y):
        if V.ndim != 2 or V.shape != Y.shape:
            raise ValueError("shapes")
        p = np.exp(Y.astype(float))
        return V - (p * V).sum(axis=1, keepdims=True)
