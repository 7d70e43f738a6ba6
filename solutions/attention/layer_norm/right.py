class TokenLoop:
    """One token at a time."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        if gamma.shape != X.shape[-1:] or beta.shape != X.shape[-1:]:
            raise ValueError("shapes")
        y = np.empty_like(X)
        for place in np.ndindex(*X.shape[:-1]):
            x = X[place]
            y[place] = (x - x.mean()) / np.sqrt(np.var(x) + eps) * gamma + beta
        return y


class LibraryMoments:
    """X.var, and one scale for each token."""

    def layer_norm(X, gamma, beta, eps=1e-5):
        if not (gamma.shape == beta.shape == (X.shape[-1],)):
            raise ValueError("shapes")
        scale = (X.var(axis=-1, keepdims=True) + eps) ** -0.5
        return (X - X.mean(-1, keepdims=True)) * scale * gamma + beta

    def residual_block(X, W, gamma, beta, order):
        if order not in ("pre", "post"):
            raise ValueError(order)
        seen = layer_norm(X, gamma, beta) if order == "pre" else X
        total = np.tanh(seen @ W) + X
        return total if order == "pre" else layer_norm(total, gamma, beta)


class TorchVar:
    """torch's var without the correction, and rsqrt."""

    backends = ("torch",)

    def layer_norm(X, gamma, beta, eps=1e-5):
        if gamma.shape != X.shape[-1:] or beta.shape != X.shape[-1:]:
            raise ValueError("shapes")
        variance, mean = torch.var_mean(X, dim=-1, keepdim=True, correction=0)
        return torch.addcmul(beta, (X - mean) * torch.rsqrt(variance + eps), gamma)


class TorchLibrary:
    """The library's own function."""

    backends = ("torch",)

    def layer_norm(X, gamma, beta, eps=1e-5):
        if gamma.shape != X.shape[-1:] or beta.shape != X.shape[-1:]:
            raise ValueError("shapes")
        return F.layer_norm(X, X.shape[-1:], gamma, beta, eps)
