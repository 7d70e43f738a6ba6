class Einsum:
    """Dot products of rows, by einsum."""

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes differ")
        return P * dP - np.einsum("nk,nk->n", P, dP)[:, None] * P

    def log_softmax_vjp(dY, Y):
        if dY.ndim != 2 or dY.shape != Y.shape:
            raise ValueError("shapes differ")
        return dY - np.einsum("n,nk->nk", np.einsum("nk->n", dY), np.exp(Y))


class RowByRow:
    """One row after the other, as it stands on paper."""

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes differ")
        dZ = np.zeros_like(P)
        for i, (p, g) in enumerate(zip(P, dP)):
            dZ[i] = p * (g - p @ g)
        return dZ

    def log_softmax_jvp(V, Y):
        if V.ndim != 2 or V.shape != Y.shape:
            raise ValueError("shapes differ")
        out = np.zeros_like(V)
        for i, (v, y) in enumerate(zip(V, Y)):
            out[i] = v - np.exp(y) @ v
        return out


class Vecdot:
    """Row products by torch.linalg."""

    backends = ("torch",)

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes differ")
        return P * dP - torch.linalg.vecdot(P, dP).unsqueeze(1) * P

    def log_softmax_jvp(V, Y):
        if V.ndim != 2 or V.shape != Y.shape:
            raise ValueError("shapes differ")
        return V - torch.linalg.vecdot(Y.exp(), V).unsqueeze(-1)


class Mapped:
    """The formula of one row, mapped over the batch."""

    backends = ("torch",)

    def softmax_vjp(dP, P):
        if dP.ndim != 2 or dP.shape != P.shape:
            raise ValueError("shapes differ")
        return torch.func.vmap(lambda g, p: p * (g - p.dot(g)))(dP, P)

    def log_softmax_vjp(dY, Y):
        if dY.ndim != 2 or dY.shape != Y.shape:
            raise ValueError("shapes differ")
        return torch.func.vmap(lambda g, y: g - y.exp() * g.sum())(dY, Y)
