class OneMatrixForEachGate:
    """W is cut into four; the input's gradient is a sum over the gates."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        dc = dc + dh * o / np.cosh(new) ** 2
        slopes = dc * g * (i - i * i), dc * c * (f - f * f), dc * i * (1 - g * g)
        slopes += (dh * np.tanh(new) * (o - o * o),)
        d, size = x.shape[1], h.shape[1]
        dx, dh_old, dW = np.zeros_like(x), np.zeros_like(h), np.zeros_like(W)
        for k, dz in enumerate(slopes):
            columns = slice(k * size, (k + 1) * size)
            dx += dz @ W[:d, columns].T
            dh_old += dz @ W[d:, columns].T
            dW[:d, columns], dW[d:, columns] = x.T @ dz, h.T @ dz
        return dx, dh_old, dc * f, dW, np.hstack(slopes).sum(axis=0)


class GatesAsOneArray:
    """Gates and slopes in arrays of four; indices written out."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if not dh.shape == dc.shape == c.shape:
            raise ValueError("shapes")
        *gates, new = lstm_gates(x, h, c, W, b)
        i, f, g, o = gates
        shown = np.tanh(new)
        dc = dc + dh * o - dh * o * shown * shown
        upstream = np.stack([dc * g, dc * c, dc * i, dh * shown])
        slopes = np.stack([i - i**2, f - f**2, 1 - g**2, o - o**2])
        dz = np.moveaxis(upstream * slopes, 0, 1).reshape(len(x), -1)
        dv = np.einsum("rj,ij->ri", dz, W)
        dW = np.einsum("ri,rj->ij", np.hstack([x, h]), dz)
        dx, dh_old = np.split(dv, [x.shape[1]], axis=1)
        return dx, dh_old, f * dc, dW, np.einsum("rj->j", dz)


class TorchOneMatrixForEachGate:
    """W is cut into four; the input's gradient is a sum over the gates."""

    backends = ("torch",)

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        dc = dc + dh * o / torch.cosh(new) ** 2
        slopes = (
            dc * g * (i - i * i),
            dc * c * (f - f * f),
            dc * i * (1 - g * g),
            dh * torch.tanh(new) * (o - o * o),
        )
        inputs = torch.hstack([x, h])
        parts = W.chunk(4, dim=1)
        dv = sum(dz @ part.T for dz, part in zip(slopes, parts))
        dW = torch.hstack([inputs.T @ dz for dz in slopes])
        dx, dh_old = dv.tensor_split([x.shape[1]], dim=1)
        return dx, dh_old, dc * f, dW, torch.hstack([dz.sum(dim=0) for dz in slopes])


class TorchGatesAsOneArray:
    """Gates and slopes in arrays of four; indices written out."""

    backends = ("torch",)

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if not dh.shape == dc.shape == c.shape:
            raise ValueError("shapes")
        *gates, new = lstm_gates(x, h, c, W, b)
        i, f, g, o = gates
        shown = new.tanh()
        dc = torch.addcmul(dc, dh * o, 1 - shown.square())
        upstream = torch.stack([dc * g, dc * c, dc * i, dh * shown], dim=1)
        slopes = torch.stack([i - i**2, f - f**2, 1 - g**2, o - o**2], dim=1)
        dz = (upstream * slopes).flatten(1)
        dv = torch.einsum("rj,ij->ri", dz, W)
        dW = torch.einsum("ri,rj->ij", torch.hstack([x, h]), dz)
        return dv[:, : x.shape[1]], dv[:, x.shape[1] :], f * dc, dW, dz.sum(dim=0)
