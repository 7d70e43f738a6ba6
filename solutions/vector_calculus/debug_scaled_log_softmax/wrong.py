class ForgotToScaleTheSoftmax:
    """Softmax of Z instead of s Z: right at s = 1, and its rows sum to zero."""

    backends = ("numpy", "torch")

    def scaled_log_softmax_backward(dY, Z, s):
        e = 2.718281828459045**Z
        d = dY - e / e.sum(1)[:, None] * dY.sum(1)[:, None]
        return s * d, (d * Z).sum()


class ForgotToScaleBack:
    """dZ without the factor s."""

    def scaled_log_softmax_backward(dY, Z, s):
        u = s * Z - (s * Z).max(axis=1, keepdims=True)
        p = np.exp(u) / np.exp(u).sum(axis=1, keepdims=True)
        d = dY - p * dY.sum(axis=1, keepdims=True)
        return d, (d * Z).sum()


class TorchForgotToScaleBack:
    """dZ without the factor s."""

    backends = ("torch",)

    def scaled_log_softmax_backward(dY, Z, s):
        d = dY - torch.softmax(s * Z, dim=1) * dY.sum(dim=1, keepdim=True)
        return d, (d * Z).sum()


class ScaleTwiceInDs:
    """ds from dZ: the factor s does not belong to the scale's own gradient."""

    backends = ("torch",)

    def scaled_log_softmax_backward(dY, Z, s):
        dZ = s * (dY - torch.softmax(s * Z, dim=1) * dY.sum(dim=1, keepdim=True))
        return dZ, (dZ * Z).sum()


class MeanForDs:
    """A mean over the batch where a sum belongs."""

    def scaled_log_softmax_backward(dY, Z, s):
        u = s * Z - (s * Z).max(axis=1, keepdims=True)
        p = np.exp(u) / np.exp(u).sum(axis=1, keepdims=True)
        d = dY - p * dY.sum(axis=1, keepdims=True)
        return s * d, (d * Z).mean()


class WrongAxis:
    """Sums the upstream gradient over the batch; the result broadcasts without a word."""

    def scaled_log_softmax_backward(dY, Z, s):
        u = s * Z - (s * Z).max(axis=1, keepdims=True)
        p = np.exp(u) / np.exp(u).sum(axis=1, keepdims=True)
        d = dY - p * dY.sum(axis=0, keepdims=True)
        return s * d, (d * Z).sum()


class TorchWrongAxis:
    """Softmax over the batch: the columns sum to 1, not the rows."""

    backends = ("torch",)

    def scaled_log_softmax_backward(dY, Z, s):
        d = dY - torch.softmax(s * Z, dim=0) * dY.sum(dim=1, keepdim=True)
        return s * d, (d * Z).sum()


class BackwardOfSoftmax:
    """The VJP of softmax, not of its logarithm."""

    def scaled_log_softmax_backward(dY, Z, s):
        u = s * Z - (s * Z).max(axis=1, keepdims=True)
        p = np.exp(u) / np.exp(u).sum(axis=1, keepdims=True)
        d = p * (dY - (p * dY).sum(axis=1, keepdims=True))
        return s * d, (d * Z).sum()


class Overflows:
    """Exponentials of the raw logits."""

    def scaled_log_softmax_backward(dY, Z, s):
        with np.errstate(all="ignore"):
            e = np.exp(s * Z)
            d = dY - e / e.sum(axis=1, keepdims=True) * dY.sum(axis=1, keepdims=True)
            return s * d, (d * Z).sum()
