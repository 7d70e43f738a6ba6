def _checked(X, gamma, beta):
    if tuple(gamma.shape) != X.shape[-1:] or tuple(beta.shape) != X.shape[-1:]:
        raise ValueError("shapes")


class DMinusOne:
    """Divides by d - 1, as an estimate of the variance would."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        if X.shape[-1] == 1:
            return 0 * X + beta
        centred = X - X.mean(axis=-1, keepdims=True)
        return gamma * centred / np.sqrt(X.var(axis=-1, keepdims=True, ddof=1) + eps) + beta


class BatchStatistics:
    """Takes mean and variance over the batch: batch norm."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        centred = X - X.mean(axis=0, keepdims=True)
        return gamma * centred / np.sqrt(X.var(axis=0, keepdims=True) + eps) + beta


class WholeArray:
    """One mean and one variance for all tokens."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        return gamma * (X - X.mean()) / np.sqrt(X.var() + eps) + beta


class TwoMoments:
    """Mean of the squares minus the squared mean: cancels when the mean is large."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        mean = X.mean(axis=-1, keepdims=True)
        variance = np.maximum((X**2).mean(axis=-1, keepdims=True) - mean**2, 0)
        return gamma * (X - mean) / np.sqrt(variance + eps) + beta


class EpsilonOutside:
    """Adds eps to the standard deviation, not to the variance."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        centred = X - X.mean(axis=-1, keepdims=True)
        return gamma * centred / (X.std(axis=-1, keepdims=True) + eps) + beta


class NoRoot:
    """Divides by the variance."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        centred = X - X.mean(axis=-1, keepdims=True)
        return gamma * centred / (X.var(axis=-1, keepdims=True) + eps) + beta


class NoCentring:
    """Divides by the root mean square and subtracts nothing: RMSNorm."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        return gamma * X / np.sqrt((X**2).mean(axis=-1, keepdims=True) + eps) + beta


class NoGuard:
    """Lets gamma of one number broadcast."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        centred = X - X.mean(axis=-1, keepdims=True)
        return gamma * centred / np.sqrt(X.var(axis=-1, keepdims=True) + eps) + beta


class InPlace:
    """Centres the caller's array."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        X -= X.mean(axis=-1, keepdims=True)
        return gamma * X / np.sqrt((X**2).mean(axis=-1, keepdims=True) + eps) + beta


class PreAddsTheNormed:
    """pre: adds f to the normed tokens; the path around the layer is gone."""

    def residual_block(X, W, gamma, beta, order):
        if order == "pre":
            Z = layer_norm(X, gamma, beta)
            return Z + np.tanh(Z @ W)
        if order == "post":
            return layer_norm(X + np.tanh(X @ W), gamma, beta)
        raise ValueError(order)


class PostInside:
    """post: norms what f returns, not the sum."""

    def residual_block(X, W, gamma, beta, order):
        if order == "pre":
            return X + np.tanh(layer_norm(X, gamma, beta) @ W)
        if order == "post":
            return X + layer_norm(np.tanh(X @ W), gamma, beta)
        raise ValueError(order)


class OrdersExchanged:
    """Takes pre for post."""

    def residual_block(X, W, gamma, beta, order):
        if order == "post":
            return X + np.tanh(layer_norm(X, gamma, beta) @ W)
        if order == "pre":
            return layer_norm(X + np.tanh(X @ W), gamma, beta)
        raise ValueError(order)


class AnyWordIsPost:
    """Falls through to post for any other word."""

    def residual_block(X, W, gamma, beta, order):
        if order == "pre":
            return X + np.tanh(layer_norm(X, gamma, beta) @ W)
        return layer_norm(X + np.tanh(X @ W), gamma, beta)


class TorchUnbiased:
    """torch's var divides by d - 1 unless it is told not to."""

    backends = ("torch",)

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        centred = X - X.mean(dim=-1, keepdim=True)
        return gamma * centred / torch.sqrt(X.var(dim=-1, keepdim=True) + eps) + beta


class TorchDetachedStatistics:
    """Treats mean and variance as constants in the backward pass."""

    backends = ("torch",)

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        with torch.no_grad():
            mean = X.mean(dim=-1, keepdim=True)
            variance = X.var(dim=-1, keepdim=True, unbiased=False)
        return gamma * (X - mean) / torch.sqrt(variance + eps) + beta


class TorchBatchStatistics:
    """Takes mean and variance over the batch."""

    backends = ("torch",)

    def layer_norm(X, gamma, beta, eps=1e-5):
        _checked(X, gamma, beta)
        centred = X - X.mean(dim=0, keepdim=True)
        variance = X.var(dim=0, keepdim=True, unbiased=False)
        return gamma * centred / torch.sqrt(variance + eps) + beta
