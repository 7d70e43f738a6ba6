class GateByGate:
    """Four small products in place of one large one, and another form of the sigmoid."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")

        def gate(k):
            rows = slice(k * h.shape[1], (k + 1) * h.shape[1])
            return x @ W_ih[rows].T + h @ W_hh[rows].T + (b_ih + b_hh)[rows]

        i, f, o = (1 / (1 + np.exp(-gate(k))) for k in (0, 1, 3))
        new_c = c * f + np.tanh(gate(2)) * i
        return np.tanh(new_c) * o, new_c


class OneMatrix:
    """Document 004's form: one matrix for the concatenation [h, x]."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = np.concatenate([h, x], axis=1) @ np.concatenate([W_hh, W_ih], axis=1).T + (b_ih + b_hh)
        size = h.shape[1]
        i, f = sigmoid(z[:, :size]), sigmoid(z[:, size : 2 * size])
        g, o = np.tanh(z[:, 2 * size : 3 * size]), sigmoid(z[:, 3 * size :])
        new_c = f * c + i * g
        return o * np.tanh(new_c), new_c


class FilledArray:
    """Writes each step into an array made beforehand."""

    def lstm_layer(X, W_ih, W_hh, b_ih, b_hh):
        n, t, _ = X.shape
        H = np.empty((n, t, W_hh.shape[1]), dtype=X.dtype)
        h = c = np.zeros_like(H[:, 0])
        for step in range(t):
            h, c = lstm_cell(X[:, step], h, c, W_ih, W_hh, b_ih, b_hh)
            H[:, step] = h
        return H


class TorchLinear:
    """The two products by F.linear."""

    backends = ("torch",)

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = F.linear(x, W_ih, b_ih) + F.linear(h, W_hh, b_hh)
        size = h.shape[1]
        i, f, o = (torch.sigmoid(z[:, k * size : (k + 1) * size]) for k in (0, 1, 3))
        new_c = f * c + i * torch.tanh(z[:, 2 * size : 3 * size])
        return o * torch.tanh(new_c), new_c


class TorchGateByGate:
    """One gate at a time, and a tensor made beforehand for the states."""

    backends = ("torch",)

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        size = h.shape[1]

        def gate(k):
            rows = slice(k * size, (k + 1) * size)
            return x @ W_ih[rows].T + h @ W_hh[rows].T + (b_ih + b_hh)[rows]

        new_c = c * gate(1).sigmoid() + gate(2).tanh() * gate(0).sigmoid()
        return new_c.tanh() * gate(3).sigmoid(), new_c

    def lstm_layer(X, W_ih, W_hh, b_ih, b_hh):
        n, t, _ = X.shape
        H = X.new_empty((n, t, W_hh.shape[1]))
        h = c = torch.zeros_like(H[:, 0])
        for step, x in enumerate(X.unbind(dim=1)):
            h, c = lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh)
            H[:, step] = h
        return H
