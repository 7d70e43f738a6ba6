def _over_tokens(M):
    return M.reshape(-1, M.shape[-1]).sum(0)


def _parts(dY, X, gamma, eps):
    """Normed tokens, their spread, and the gradient that reaches them."""
    centred = X - X.mean(-1)[..., None]
    spread = ((centred**2).mean(-1)[..., None] + eps) ** 0.5
    return centred / spread, spread, dY * gamma


class MeanForgotten:
    """The mean was taken for a constant: rows of dX do not sum to 0."""

    backends = ("numpy", "torch")

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        N, s, g = _parts(dY, X, gamma, eps)
        return (g - N * (g * N).mean(-1)[..., None]) / s, _over_tokens(dY * N), _over_tokens(dY)


class VarianceForgotten:
    """The variance was taken for a constant."""

    backends = ("numpy", "torch")

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        N, s, g = _parts(dY, X, gamma, eps)
        return (g - g.mean(-1)[..., None]) / s, _over_tokens(dY * N), _over_tokens(dY)


class StatisticsDetached:
    """Both statistics were taken for constants: the gain over the spread, nothing else."""

    backends = ("numpy", "torch")

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        N, s, g = _parts(dY, X, gamma, eps)
        return g / s, _over_tokens(dY * N), _over_tokens(dY)


class GainInTheWrongPlace:
    """Multiplies by gamma at the end; right only if all gains are equal."""

    backends = ("numpy", "torch")

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        N, s, _ = _parts(dY, X, gamma, eps)
        dX = (dY - dY.mean(-1)[..., None] - N * (dY * N).mean(-1)[..., None]) / s
        return gamma * dX, _over_tokens(dY * N), _over_tokens(dY)


class GainGradientOfTheInput:
    """dgamma with X in place of the normed tokens."""

    backends = ("numpy", "torch")

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        N, s, g = _parts(dY, X, gamma, eps)
        dX = (g - g.mean(-1)[..., None] - N * (g * N).mean(-1)[..., None]) / s
        return dX, _over_tokens(dY * X), _over_tokens(dY)


class BatchStatistics:
    """The backward pass of batch norm: means over the tokens."""

    backends = ("numpy", "torch")

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        N, s, g = _parts(dY, X, gamma, eps)
        dX = (g - g.mean(0) - N * (g * N).mean(0)) / s
        return dX, _over_tokens(dY * N), _over_tokens(dY)


class MeanOverTokens:
    """Averages the gradients of gain and bias over the tokens; sums are asked for."""

    backends = ("numpy", "torch")

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        N, s, g = _parts(dY, X, gamma, eps)
        dX = (g - g.mean(-1)[..., None] - N * (g * N).mean(-1)[..., None]) / s
        d = X.shape[-1]
        return dX, (dY * N).reshape(-1, d).mean(0), dY.reshape(-1, d).mean(0)


class FirstAxisOnly:
    """Sums over the first axis: right for two axes, the wrong shape for three."""

    backends = ("numpy", "torch")

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        N, s, g = _parts(dY, X, gamma, eps)
        dX = (g - g.mean(-1)[..., None] - N * (g * N).mean(-1)[..., None]) / s
        return dX, (dY * N).sum(0), dY.sum(0)


class DMinusOne:
    """The variance with d - 1, another function than the forward pass."""

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        d = max(X.shape[-1], 2)
        centred = X - X.mean(axis=-1, keepdims=True)
        s = np.sqrt((centred**2).sum(axis=-1, keepdims=True) / (d - 1) + eps)
        N, g = centred / s, dY * gamma
        dX = (g - g.mean(axis=-1, keepdims=True) - N * (g * N).mean(axis=-1, keepdims=True)) / s
        return dX, _over_tokens(dY * N), _over_tokens(dY)


class EpsForgotten:
    """Divides by the standard deviation: 0/0 for a constant token."""

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        with np.errstate(all="ignore"):
            N, s, g = _parts(dY, X, gamma, 0.0)
            dX = (g - g.mean(axis=-1, keepdims=True) - N * (g * N).mean(axis=-1)[..., None]) / s
        return dX, _over_tokens(dY * N), _over_tokens(dY)


class InPlace:
    """Multiplies the caller's dY by the gain."""

    backends = ("numpy", "torch")

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        N, s, _ = _parts(dY, X, gamma, eps)
        dgamma, dbeta = _over_tokens(dY * N), _over_tokens(dY)
        dY *= gamma
        return (dY - dY.mean(-1)[..., None] - N * (dY * N).mean(-1)[..., None]) / s, dgamma, dbeta
