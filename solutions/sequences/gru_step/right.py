class PartByPart:
    """Three small products in place of one large one, and the other form of the update."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        size = W_hh.shape[1]
        if h.shape != (len(x), size):
            raise ValueError("shapes")

        def part(v, W, bias, k):
            rows = slice(k * size, (k + 1) * size)
            return v @ W[rows].T + bias[rows]

        r, z = (logistic(part(x, W_ih, b_ih, k) + part(h, W_hh, b_hh, k)) for k in (0, 1))
        g = np.tanh(part(x, W_ih, b_ih, 2) + r * part(h, W_hh, b_hh, 2))
        return g + z * (h - g)


class GatesTogether:
    """Both gates through one sigmoid; the sigmoid by its exponential."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        size = h.shape[1]
        a, q = b_ih + np.einsum("nd,kd->nk", x, W_ih), b_hh + np.einsum("nd,kd->nk", h, W_hh)
        with np.errstate(over="ignore"):
            gates = 1 / (1 + np.exp(-(a + q)[:, : 2 * size]))
        r, z = gates[:, :size], gates[:, size:]
        return z * h + (1 - z) * np.tanh(a[:, 2 * size :] + r * q[:, 2 * size :])


class TorchLinear:
    """The two products by F.linear; torch.lerp between candidate and state."""

    backends = ("torch",)

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = F.linear(x, W_ih, b_ih), F.linear(h, W_hh, b_hh)
        (a_r, a_z, a_g), (q_r, q_z, q_g) = a.tensor_split(3, dim=1), q.tensor_split(3, dim=1)
        g = (a_g + (a_r + q_r).sigmoid() * q_g).tanh()
        return torch.lerp(g, h, (a_z + q_z).sigmoid())


class TorchSlices:
    """Slices in place of chunks; the sigmoid by tanh."""

    backends = ("torch",)

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        size = W_hh.shape[1]
        if h.shape != (len(x), size):
            raise ValueError("shapes")
        a, q = torch.addmm(b_ih, x, W_ih.T), torch.addmm(b_hh, h, W_hh.T)
        gates = 0.5 + 0.5 * torch.tanh(0.5 * (a + q)[:, : 2 * size])
        r, z = gates[:, :size], gates[:, size:]
        g = torch.tanh(a[:, 2 * size :] + r * q[:, 2 * size :])
        return g + z * (h - g)
