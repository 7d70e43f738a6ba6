class UpdateExchanged:
    """z and 1 - z exchanged, as some texts have it."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = np.split(a, 3, axis=1)
        q_r, q_z, q_g = np.split(q, 3, axis=1)
        r, z = logistic(a_r + q_r), logistic(a_z + q_z)
        g = np.tanh(a_g + r * q_g)
        return z * g + (1 - z) * h


class ResetBeforeTheMatrix:
    """The first paper's form: the reset gate acts on h, and not on the bias."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = np.split(a, 3, axis=1)
        q_r, q_z, q_g = np.split(q, 3, axis=1)
        r, z = logistic(a_r + q_r), logistic(a_z + q_z)
        g = np.tanh(a_g + (r * h) @ W_hh[2 * h.shape[1] :].T + b_hh[2 * h.shape[1] :])
        return (1 - z) * g + z * h


class ResetWithoutTheBias:
    """The reset gate acts on the product only; the recurrent bias stays outside."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = np.split(a, 3, axis=1)
        q_r, q_z, q_g = np.split(q, 3, axis=1)
        r, z = logistic(a_r + q_r), logistic(a_z + q_z)
        g = np.tanh(a_g + r * (q_g - b_hh[2 * h.shape[1] :]) + b_hh[2 * h.shape[1] :])
        return (1 - z) * g + z * h


class UpdateFirst:
    """Reads the parts in the order update, reset, candidate, as Keras stores them."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_z, a_r, a_g = np.split(a, 3, axis=1)
        q_z, q_r, q_g = np.split(q, 3, axis=1)
        r, z = logistic(a_r + q_r), logistic(a_z + q_z)
        g = np.tanh(a_g + r * q_g)
        return (1 - z) * g + z * h


class NoReset:
    """Leaves the reset gate out."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = np.split(a, 3, axis=1)
        q_r, q_z, q_g = np.split(q, 3, axis=1)
        z = logistic(a_z + q_z)
        g = np.tanh(a_g + q_g)
        return (1 - z) * g + z * h


class CandidateThroughSigmoid:
    """The candidate goes through the sigmoid like the gates."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = np.split(a, 3, axis=1)
        q_r, q_z, q_g = np.split(q, 3, axis=1)
        r, z = logistic(a_r + q_r), logistic(a_z + q_z)
        g = logistic(a_g + r * q_g)
        return (1 - z) * g + z * h


class ResetOnTheInput:
    """The reset gate acts on the input's part too."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = np.split(a, 3, axis=1)
        q_r, q_z, q_g = np.split(q, 3, axis=1)
        r, z = logistic(a_r + q_r), logistic(a_z + q_z)
        g = np.tanh(r * (a_g + q_g))
        return (1 - z) * g + z * h


class OneBias:
    """Leaves the recurrent bias out."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T
        a_r, a_z, a_g = np.split(a, 3, axis=1)
        q_r, q_z, q_g = np.split(q, 3, axis=1)
        r, z = logistic(a_r + q_r), logistic(a_z + q_z)
        g = np.tanh(a_g + r * q_g)
        return (1 - z) * g + z * h


class BroadcastsAnyState:
    """No test of the shapes: one state (1, h) serves the whole batch."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = np.split(a, 3, axis=1)
        q_r, q_z, q_g = np.split(q, 3, axis=1)
        r, z = logistic(a_r + q_r), logistic(a_z + q_z)
        g = np.tanh(a_g + r * q_g)
        return (1 - z) * g + z * h


class InPlace:
    """Scales the caller's state in place."""

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = np.split(a, 3, axis=1)
        q_r, q_z, q_g = np.split(q, 3, axis=1)
        r, z = logistic(a_r + q_r), logistic(a_z + q_z)
        g = np.tanh(a_g + r * q_g)
        h *= z
        h += (1 - z) * g
        return h


class TorchUpdateExchanged:
    """z and 1 - z exchanged."""

    backends = ("torch",)

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = a.chunk(3, dim=1)
        q_r, q_z, q_g = q.chunk(3, dim=1)
        r, z = torch.sigmoid(a_r + q_r), torch.sigmoid(a_z + q_z)
        g = torch.tanh(a_g + r * q_g)
        return z * g + (1 - z) * h


class TorchResetBeforeTheMatrix:
    """The first paper's form: the reset gate acts on h."""

    backends = ("torch",)

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = a.chunk(3, dim=1)
        q_r, q_z, q_g = q.chunk(3, dim=1)
        r, z = torch.sigmoid(a_r + q_r), torch.sigmoid(a_z + q_z)
        g = torch.tanh(a_g + (r * h) @ W_hh[2 * h.shape[1] :].T + b_hh[2 * h.shape[1] :])
        return (1 - z) * g + z * h


class DetachedGate:
    """Treats the update gate as a constant: the value is right, the gradient is not."""

    backends = ("torch",)

    def gru_step(x, h, W_ih, W_hh, b_ih, b_hh):
        if h.shape != (len(x), W_hh.shape[1]):
            raise ValueError("shapes")
        a, q = x @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        a_r, a_z, a_g = a.chunk(3, dim=1)
        q_r, q_z, q_g = q.chunk(3, dim=1)
        r, z = torch.sigmoid(a_r + q_r), torch.sigmoid(a_z + q_z)
        g = torch.tanh(a_g + r * q_g)
        return (1 - z.detach()) * g + z.detach() * h
