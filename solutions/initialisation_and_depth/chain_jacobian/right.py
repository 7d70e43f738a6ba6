class DiagonalMatrices:
    """All factors first, the slopes as diagonal matrices; one product at the end."""

    def chain_jacobian(x, weights, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        factors = [np.identity(x.size, dtype=x.dtype)]
        a = x
        for W in weights:
            z = np.einsum("i,ij->j", a, W)
            if activation == "tanh":
                a, slope = np.tanh(z), 1 / np.cosh(z) ** 2
            elif activation == "relu":
                a, slope = np.where(z > 0, z, np.zeros_like(z)), (z > 0).astype(z.dtype)
            else:
                a, slope = z, np.ones_like(z)
            factors += [W, np.diag(slope)]
        product = factors[0]
        for factor in factors[1:]:
            product = product @ factor
        return product

    def condition_number(J):
        values = np.linalg.svd(J)[1]
        limit = values.max() * np.finfo(J.dtype).eps * max(len(J), len(J.T))
        return float(values.max() / values.min()) if values.min() > limit else np.inf


class Backwards:
    """Slopes on the way in, then one row of the identity for each output on the way back."""

    def chain_jacobian(x, weights, activation):
        if activation not in {"linear", "relu", "tanh"}:
            raise ValueError("activation")
        a, slopes = x, []
        for W in weights:
            z = a @ W
            a = {"linear": z, "relu": z.clip(min=0), "tanh": np.tanh(z)}[activation]
            slopes.append(
                {"linear": np.ones_like(z), "relu": np.sign(a), "tanh": 1 - a * a}[activation]
            )
        G = np.eye(a.size, dtype=x.dtype)
        for W, s in zip(weights[::-1], slopes[::-1]):
            G = (G * s) @ W.T
        return G.T

    def condition_number(J):
        top = np.linalg.norm(J, 2)
        values = np.linalg.svd(J / top, compute_uv=False) if top > 0 else np.zeros(1)
        rounding = max(J.shape) * np.finfo(J.dtype).eps
        return np.float64(1.0) / values[-1] if values[-1] > rounding else float("inf")


class BackwardsInTorch:
    """One row for each output, in PyTorch."""

    backends = ("torch",)

    def chain_jacobian(x, weights, activation):
        if activation not in {"linear", "relu", "tanh"}:
            raise ValueError("activation")
        a, slopes = x, []
        for W in weights:
            z = a @ W
            a = {"linear": z, "relu": z.clamp(min=0), "tanh": torch.tanh(z)}[activation]
            slopes.append({"linear": z * 0 + 1, "relu": a.sign(), "tanh": 1 - a * a}[activation])
        G = torch.eye(a.numel(), dtype=x.dtype)
        for W, s in zip(reversed(weights), reversed(slopes)):
            G = torch.einsum("kj,j,ij->ki", G, s, W)
        return G.T

    def condition_number(J):
        values = torch.linalg.svd(J, full_matrices=False).S
        limit = values.amax() * torch.finfo(J.dtype).eps * max(J.shape)
        return float(values.amax() / values.amin()) if values.amin() > limit else math.inf


class ForwardMode:
    """Every direction of the input is a row that travels with the example."""

    backends = ("torch",)

    def chain_jacobian(x, weights, activation):
        if activation not in ("linear", "relu", "tanh"):
            raise ValueError("activation")
        rows = torch.diag(torch.ones_like(x))
        for W in weights:
            x, rows = x @ W, rows @ W
            if activation == "relu":
                rows, x = torch.where(x > 0, rows, torch.zeros_like(rows)), x.relu()
            if activation == "tanh":
                x = x.tanh()
                rows = rows - rows * x.square()
        return rows
