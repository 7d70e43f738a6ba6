class PathByPath:
    """The gradients of mean and variance by name, as the original paper lists them."""

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        rows = X.transpose(0, 2, 3, 1).reshape(-1, X.shape[1])  # one row for each place
        if not training:
            rows = (rows - running_mean) / np.sqrt(running_var + eps)
            Y, statistics = gamma * rows + beta, (running_mean.copy(), running_var.copy())
        else:
            if len(rows) < 2:
                raise ValueError("one value in each channel has no variance")
            mu = rows.sum(axis=0) / len(rows)
            squares = ((rows - mu) ** 2).sum(axis=0)
            Y = gamma * (rows - mu) / np.sqrt(squares / len(rows) + eps) + beta
            statistics = (
                running_mean + momentum * (mu - running_mean),
                running_var + momentum * (squares / (len(rows) - 1) - running_var),
            )
        n, c, h, w = X.shape
        return Y.reshape(n, h, w, c).transpose(0, 3, 1, 2), *statistics

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        x, d = (np.moveaxis(A, 1, 0).reshape(len(gamma), -1) for A in (X, dY))
        mu = x.mean(axis=1) if training else running_mean
        centred = x - mu[:, None]
        v = (centred**2).mean(axis=1) if training else running_var
        inverse = ((v + eps) ** -0.5)[:, None]
        d_hat = d * gamma[:, None]
        dx = d_hat * inverse
        if training:
            N = x.shape[1]
            d_var = (d_hat * centred).sum(axis=1, keepdims=True) * inverse**3 / -2
            d_mu = -(d_hat * inverse).sum(axis=1, keepdims=True)
            dx = dx + d_var * 2 * centred / N + d_mu / N
        n, c, h, w = X.shape
        dX = np.moveaxis(dx.reshape(c, n, h, w), 0, 1)
        return dX, (d * centred * inverse).sum(axis=1), d.sum(axis=1)


class OneFormula:
    """The short form: gamma / (N root) times (N dY - sum of dY - x_hat times dgamma)."""

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        shape, axes = (1, -1, 1, 1), (0, 2, 3)
        N = X.size // X.shape[1]
        mu = X.mean(axis=axes) if training else running_mean
        v = X.var(axis=axes) if training else running_var
        inverse = (1 / np.sqrt(v + eps)).reshape(shape)
        z = (X - mu.reshape(shape)) * inverse
        dgamma, dbeta = np.einsum("ncyx,ncyx->c", dY, z), np.einsum("ncyx->c", dY)
        if not training:
            return dY * gamma.reshape(shape) * inverse, dgamma, dbeta
        rest = N * dY - dbeta.reshape(shape) - z * dgamma.reshape(shape)
        return gamma.reshape(shape) * inverse / N * rest, dgamma, dbeta


class VarMean:
    """torch.var_mean, and the running statistics by lerp."""

    backends = ("torch",)

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        shape = (1, -1, 1, 1)
        if training:
            if X[:, 0].numel() == 1:
                raise ValueError("one value in each channel has no variance")
            var, mean = torch.var_mean(X, dim=(0, 2, 3), correction=0)
            unbiased = X.var(dim=(0, 2, 3))
            later = running_mean.lerp(mean, momentum), running_var.lerp(unbiased, momentum)
        else:
            mean, var = running_mean, running_var
            later = running_mean.clone(), running_var.clone()
        Z = (X - mean.view(shape)) * torch.rsqrt(var + eps).view(shape)
        return torch.addcmul(beta.view(shape), gamma.view(shape), Z), *later

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        x, d = (A.transpose(0, 1).flatten(1) for A in (X, dY))
        if training:
            var, mean = torch.var_mean(x, dim=1, correction=0, keepdim=True)
        else:
            mean, var = running_mean[:, None], running_var[:, None]
        z = (x - mean) * torch.rsqrt(var + eps)
        dx = d
        if training:  # take out what points along the constant and along z
            dx = d - d.mean(1, keepdim=True)
            dx = dx - z * (dx * z).mean(1, keepdim=True)
        dx = dx * gamma[:, None] * torch.rsqrt(var + eps)
        n, c, h, w = X.shape
        dX = dx.reshape(c, n, h, w).transpose(0, 1)
        return dX, (d * z).sum(1), d.sum(1)


class Library:
    """PyTorch's own layer and its backward operator."""

    backends = ("torch",)

    def batch_norm(X, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
        later = running_mean.clone(), running_var.clone()
        Y = F.batch_norm(X, *later, gamma, beta, training, momentum, eps)
        return Y, *later

    def batch_norm_backward(dY, X, gamma, running_mean, running_var, training, eps=1e-5):
        var, mean = torch.var_mean(X, dim=(0, 2, 3), correction=0)
        return torch.ops.aten.native_batch_norm_backward(
            dY,
            X,
            gamma,
            running_mean,
            running_var,
            mean,
            torch.rsqrt(var + eps),
            bool(training),
            eps,
            [True, True, True],
        )
