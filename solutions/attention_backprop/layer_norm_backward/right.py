class OneStepAtATime:
    """Mean and variance as steps of their own, and each gradient back through them."""

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        d = X.shape[-1]
        # The forward pass once more, in steps.
        centred = X - X.sum(axis=-1, keepdims=True) / d
        variance = (centred * centred).sum(axis=-1, keepdims=True) / d
        inverse = 1 / np.sqrt(variance + eps)
        # Gain and bias served every token: sum over all tokens.
        dgamma = (dY * centred * inverse).reshape(-1, d).sum(axis=0)
        dbeta = dY.reshape(-1, d).sum(axis=0)
        # The centred features reach the output directly, and through the variance.
        dnormed = dY * gamma
        dinverse = (dnormed * centred).sum(axis=-1, keepdims=True)
        dvariance = -0.5 * inverse**3 * dinverse
        dcentred = dnormed * inverse + dvariance * 2 * centred / d
        # Each feature is in its own centred value and, with 1/d, in the mean of all.
        dmean = -dcentred.sum(axis=-1, keepdims=True)
        return dcentred + dmean / d, dgamma, dbeta


class TokenLoop:
    """One token at a time, with its Jacobian."""

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        d = X.shape[-1]
        dX, dgamma, dbeta = np.empty_like(X), np.zeros_like(gamma), np.zeros_like(gamma)
        for place in np.ndindex(*X.shape[:-1]):
            s = (np.var(X[place]) + eps) ** 0.5
            n = (X[place] - np.mean(X[place])) / s
            jacobian = (np.eye(d) - 1 / d - np.outer(n, n) / d) / s
            dX[place] = jacobian @ (gamma * dY[place])
            dgamma, dbeta = dgamma + dY[place] * n, dbeta + dY[place]
        return dX, dgamma, dbeta


class TorchOneStepAtATime:
    """Mean and variance as steps of their own, and each gradient back through them."""

    backends = ("torch",)

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        d = X.shape[-1]
        # The forward pass once more, in steps.
        centred = X - X.sum(dim=-1, keepdim=True) / d
        variance = (centred * centred).sum(dim=-1, keepdim=True) / d
        inverse = torch.rsqrt(variance + eps)
        # Gain and bias served every token: sum over all tokens.
        dgamma = (dY * centred * inverse).reshape(-1, d).sum(dim=0)
        dbeta = dY.reshape(-1, d).sum(dim=0)
        # The centred features reach the output directly, and through the variance.
        dnormed = dY * gamma
        dinverse = (dnormed * centred).sum(dim=-1, keepdim=True)
        dvariance = -0.5 * inverse**3 * dinverse
        dcentred = dnormed * inverse + dvariance * 2 * centred / d
        # Each feature is in its own centred value and, with 1/d, in the mean of all.
        dmean = -dcentred.sum(dim=-1, keepdim=True)
        return dcentred + dmean / d, dgamma, dbeta


class TorchJacobians:
    """The Jacobian of every token, one batched product."""

    backends = ("torch",)

    def layer_norm_backward(dY, X, gamma, eps=1e-5):
        d = X.shape[-1]
        variance, mean = torch.var_mean(X, dim=-1, keepdim=True, correction=0)
        N = (X - mean) / (variance + eps).sqrt()
        J = torch.eye(d, dtype=X.dtype) - (1 + N[..., :, None] * N[..., None, :]) / d
        dX = torch.einsum("...ij,...j->...i", J, gamma * dY) / (variance + eps).sqrt()
        both = torch.stack([dY * N, dY]).reshape(2, -1, d).sum(dim=1)
        return dX, both[0], both[1]
