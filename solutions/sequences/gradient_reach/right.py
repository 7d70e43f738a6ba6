class DiagonalMatrices:
    """diag(1 - h^2) W_h^T as two matrices; the norm by its singular values."""

    def step_jacobian(h_new, W_h):
        return np.diag(1 - h_new * h_new) @ W_h.T

    def gradient_reach(X, h0, W_x, W_h, b):
        h, P, total, out = h0, np.eye(len(h0), dtype=X.dtype), 0.0, np.empty(len(X), dtype=X.dtype)
        for s in range(len(X)):
            h = np.tanh(b + h @ W_h + X[s] @ W_x)
            P = step_jacobian(h, W_h) @ P
            top = np.linalg.svd(P, compute_uv=False)[0]
            with np.errstate(divide="ignore"):
                total = total + np.log10(top)
            P = P / (top or 1)
            out[s] = total
        return out


class ScaledByLargestEntry:
    """Scales by the largest entry, and takes the norm of what is left at each step."""

    def gradient_reach(X, h0, W_x, W_h, b):
        h, P, shift, reach = h0, np.eye(len(h0), dtype=X.dtype), 0.0, []
        for x in X:
            h = np.tanh(x @ W_x + h @ W_h + b)
            P = ((1 - h) * (1 + h))[:, None] * (W_h.T @ P)
            top = float(np.abs(P).max())
            if top == 0:
                reach += [-math.inf] * (len(X) - len(reach))
                break
            P, shift = P / top, shift + math.log10(top)
            reach.append(shift + math.log10(np.linalg.norm(P, 2)))
        return np.array(reach, dtype=X.dtype)


class TransposedProduct:
    """The product the other way round, transposed: the norm is the same."""

    backends = ("torch",)

    def step_jacobian(h_new, W_h):
        return torch.diag(1 - h_new.square()) @ W_h.T

    def gradient_reach(X, h0, W_x, W_h, b):
        h, P, reach = h0, torch.eye(len(h0), dtype=X.dtype), []
        total = torch.zeros((), dtype=X.dtype)
        for x in X:
            h = torch.tanh(x @ W_x + h @ W_h + b)
            P = P @ step_jacobian(h, W_h).T
            top = torch.linalg.svdvals(P)[0]
            total = total + torch.log10(top)
            P = P / top if top > 0 else P
            reach.append(total)
        return torch.stack(reach)


class EigenvalueOfTheSquare:
    """The largest singular value as the root of the largest eigenvalue of P^T P."""

    backends = ("torch",)

    def gradient_reach(X, h0, W_x, W_h, b):
        h, P, shift, reach = h0, torch.eye(len(h0), dtype=X.dtype), 0.0, []
        for x in X:
            h = torch.tanh(x @ W_x + h @ W_h + b)
            P = step_jacobian(h, W_h) @ P
            top = P.abs().max().item()
            if top == 0:
                reach += [-math.inf] * (len(X) - len(reach))
                break
            P, shift = P / top, shift + math.log10(top)
            reach.append(shift + 0.5 * math.log10(torch.linalg.eigvalsh(P.T @ P)[-1].item()))
        return torch.tensor(reach, dtype=X.dtype)
