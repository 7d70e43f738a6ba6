def _turn(M):
    return M.swapaxes(-1, -2)


class ScaleForgotten:
    """No 1/sqrt(d) on the way back: dQ and dK are too large by sqrt(d), and training still works."""

    backends = ("numpy", "torch")

    def attention_backward(dO, Q, K, V, A):
        dS = softmax_backward(dO @ _turn(V), A)
        return dS @ K, _turn(dS) @ Q, _turn(A) @ dO


class ScaleOfTheValues:
    """Divides by the root of e, the features of a value; right whenever d = e."""

    backends = ("numpy", "torch")

    def attention_backward(dO, Q, K, V, A):
        dS = softmax_backward(dO @ _turn(V), A) / math.sqrt(V.shape[-1])
        return dS @ K, _turn(dS) @ Q, _turn(A) @ dO


class ScaleTwice:
    """Divides dS by sqrt(d), and then dQ and dK once more."""

    backends = ("numpy", "torch")

    def attention_backward(dO, Q, K, V, A):
        root = math.sqrt(Q.shape[-1])
        dS = softmax_backward(dO @ _turn(V), A) / root
        return dS @ K / root, _turn(dS) @ Q / root, _turn(A) @ dO


class SumOverTheQueries:
    """Sums along the wrong axis. No error: the sums broadcast even when t and s differ."""

    backends = ("numpy", "torch")

    def softmax_backward(dA, A):
        return A * (dA - (dA * A).sum(-2)[..., None, :])


class SumWithoutKeepdims:
    """The row sums become a row: broadcast along the keys if t = s."""

    def softmax_backward(dA, A):
        total = (dA * A).sum(axis=-1)
        square = A.shape[-1] == A.shape[-2] and A.ndim == 2
        return A * (dA - (total if square else total[..., None]))


class DiagonalOnly:
    """a(1 - a) as for a sigmoid: a weight is taken to depend on its own score alone."""

    backends = ("numpy", "torch")

    def softmax_backward(dA, A):
        return dA * A * (1 - A)


class UnweightedMean:
    """Takes off the plain mean of dA, not the mean with the weights."""

    backends = ("numpy", "torch")

    def softmax_backward(dA, A):
        return A * (dA - dA.sum(-1)[..., None] / dA.shape[-1])


class Renormalised:
    """Divides by the row sum of the weights: harmless for full rows, 0/0 for an empty one."""

    def softmax_backward(dA, A):
        with np.errstate(invalid="ignore"):
            A = A / A.sum(axis=-1, keepdims=True)
        return A * (dA - (dA * A).sum(axis=-1, keepdims=True))


class MaskForgotten:
    """Computes the weights anew from Q and K, as if nothing had been hidden."""

    def attention_backward(dO, Q, K, V, A):
        E = np.exp(Q @ _turn(K) / math.sqrt(Q.shape[-1]))
        A = (E / E.sum(axis=-1, keepdims=True)).astype(A.dtype)
        dS = softmax_backward(dO @ _turn(V), A) / math.sqrt(Q.shape[-1])
        return dS @ K, _turn(dS) @ Q, _turn(A) @ dO


class KeysNotTransposed:
    """dK with dS instead of its transpose wherever that fits."""

    backends = ("numpy", "torch")

    def attention_backward(dO, Q, K, V, A):
        dS = softmax_backward(dO @ _turn(V), A) / math.sqrt(Q.shape[-1])
        square = dS.shape[-1] == dS.shape[-2]
        return dS @ K, (dS if square else _turn(dS)) @ Q, _turn(A) @ dO


class AllAxesTransposed:
    """.T turns every axis round: right for two axes, an error with a batch."""

    def attention_backward(dO, Q, K, V, A):
        dS = softmax_backward(dO @ V.T, A) / math.sqrt(Q.shape[-1])
        return dS @ K, dS.T @ Q, A.T @ dO


class InPlace:
    """Turns the caller's dA into dS."""

    backends = ("numpy", "torch")

    def softmax_backward(dA, A):
        dA -= (dA * A).sum(-1)[..., None]
        return A * dA


class AlwaysFloat64:
    """Computes in float64 whatever it is given."""

    def softmax_backward(dA, A):
        A = A.astype(float)
        return A * (dA - (dA * A).sum(axis=-1, keepdims=True))


class TorchDouble:
    """Computes in float64 whatever it is given."""

    backends = ("torch",)

    def softmax_backward(dA, A):
        A = A.double()
        return A * (dA - (dA * A).sum(dim=-1, keepdim=True))
