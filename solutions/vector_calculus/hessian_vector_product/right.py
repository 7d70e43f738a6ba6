class OneExampleAtATime:
    """A small Jacobian for each example, and outer products."""

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes differ")
        total = np.zeros_like(W)
        for x in X:
            e = np.exp(x @ W - np.max(x @ W))
            p = e / e.sum()
            total = total + np.outer(x, (np.diag(p) - np.outer(p, p)) @ (x @ V))
        return total / len(X) + lam * V

    def hvp_by_differences(gradient, w, v, h):
        if v.shape != w.shape:
            raise ValueError("shapes differ")
        w, v = np.array(w, dtype=float), np.array(v, dtype=float)
        size = float(np.sqrt(np.sum(v * v)))
        unit = v / size if size > 0 else v
        ahead, behind = gradient(w + h * unit), gradient(w - h * unit)
        return (ahead - behind) * (size / (2 * h))


class ScaledStep:
    """The step as a multiple of v, its size chosen so that the step has the length h."""

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes differ")
        Z, U = X @ W, X @ V
        log_p = Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
        slopes = U - np.einsum("nk,nk->n", np.exp(log_p), U)[:, None]  # of log p
        return np.einsum("nd,nk->dk", X, np.exp(log_p) * slopes) / X.shape[0] + lam * V

    def hvp_by_differences(gradient, w, v, h):
        if v.shape != w.shape:
            raise ValueError("shapes differ")
        if not v.any():
            return np.zeros(w.shape)
        w, v = np.asarray(w, dtype=np.float64), np.asarray(v, dtype=np.float64)
        r = h / np.sqrt(np.vdot(v, v))
        return (gradient(w + r * v) - gradient(w - r * v)) / (2 * r)


class LogProbabilities:
    """Moves log-softmax, then turns its speed into that of p."""

    backends = ("torch",)

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes differ")
        p, U = torch.log_softmax(X @ W, dim=1).exp(), X @ V
        log_p_dot = U - torch.einsum("nk,nk->n", p, U)[:, None]
        return torch.einsum("nd,nk->dk", X, p * log_p_dot) / X.shape[0] + lam * V

    def hvp_by_differences(gradient, w, v, h):
        if v.shape != w.shape:
            raise ValueError("shapes differ")
        w, v = w.to(torch.float64), v.to(torch.float64)
        if not v.any():
            return torch.zeros(w.shape, dtype=torch.float64)
        r = h / v.norm()
        return (gradient(w + r * v) - gradient(w - r * v)) / (2 * r)


class BatchedJacobians:
    """All n small Jacobians at once: (n, k, k), which no parameter enters."""

    backends = ("torch",)

    def softmax_regression_hvp(V, W, X, lam):
        if V.shape != W.shape:
            raise ValueError("shapes differ")
        P = torch.softmax(torch.matmul(X, W), dim=-1)
        J = torch.diag_embed(P) - P[:, :, None] * P[:, None, :]
        moved = torch.bmm(J, torch.matmul(X, V)[:, :, None])[:, :, 0]
        return torch.matmul(X.T, moved) / X.shape[0] + lam * V
