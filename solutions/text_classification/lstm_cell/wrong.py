class CandidateLast:
    """Reads the gates in the order i, f, o, g: the candidate gets the sigmoid."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
        i, f, o, g = np.split(z, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c


class OneBias:
    """Leaves the second bias out, as the formula of document 004 has one only."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = x @ W_ih.T + h @ W_hh.T + b_ih
        i, f, g, o = np.split(z, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c


class OldCellState:
    """Shows tanh of the cell state from before the step."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
        i, f, g, o = np.split(z, 4, axis=1)
        new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), new_c


class GatesSwapped:
    """Lets the input gate act on the old cell state and the forget gate on the new part."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
        i, f, g, o = np.split(z, 4, axis=1)
        c = sigmoid(i) * c + sigmoid(f) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c


class NoTanh:
    """Returns o times c', without the tanh."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
        i, f, g, o = np.split(z, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * c, c


class InPlace:
    """Updates the caller's cell state in place."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
        i, f, g, o = np.split(z, 4, axis=1)
        c *= sigmoid(f)
        c += sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c


class StatesExchanged:
    """Returns c' first."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
        i, f, g, o = np.split(z, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return c, sigmoid(o) * np.tanh(c)


class CoupledGates:
    """Uses 1 - i in place of the forget gate."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
        i, f, g, o = np.split(z, 4, axis=1)
        c = (1 - sigmoid(i)) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c


class CellNotCarried:
    """Starts every step with an empty cell state."""

    def lstm_layer(X, W_ih, W_hh, b_ih, b_hh):
        h = np.zeros((X.shape[0], W_hh.shape[1]), dtype=X.dtype)
        states = []
        for step in range(X.shape[1]):
            h, _ = lstm_cell(X[:, step], h, np.zeros_like(h), W_ih, W_hh, b_ih, b_hh)
            states.append(h)
        return np.stack(states, axis=1)


class TimeFirst:
    """Stacks the steps along axis 0."""

    def lstm_layer(X, W_ih, W_hh, b_ih, b_hh):
        h = np.zeros((X.shape[0], W_hh.shape[1]), dtype=X.dtype)
        c, states = np.zeros_like(h), []
        for step in range(X.shape[1]):
            h, c = lstm_cell(X[:, step], h, c, W_ih, W_hh, b_ih, b_hh)
            states.append(h)
        return np.stack(states)


class TorchCandidateLast:
    """Reads the gates in the order i, f, o, g."""

    backends = ("torch",)

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        if h.shape != c.shape:
            raise ValueError("shapes")
        z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
        i, f, o, g = z.chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


class DetachedState:
    """Cuts the graph after each step, so the gradient stays within one step."""

    backends = ("torch",)

    def lstm_layer(X, W_ih, W_hh, b_ih, b_hh):
        h = torch.zeros((X.shape[0], W_hh.shape[1]), dtype=X.dtype)
        c, states = torch.zeros_like(h), []
        for step in range(X.shape[1]):
            h, c = lstm_cell(X[:, step], h.detach(), c.detach(), W_ih, W_hh, b_ih, b_hh)
            states.append(h)
        return torch.stack(states, dim=1)


class DefaultType:
    """Leaves the type of the first state to torch.zeros, which is float32."""

    backends = ("torch",)

    def lstm_layer(X, W_ih, W_hh, b_ih, b_hh):
        h = torch.zeros(X.shape[0], W_hh.shape[1])
        c, states = torch.zeros_like(h), []
        for step in range(X.shape[1]):
            h, c = lstm_cell(X[:, step], h, c, W_ih, W_hh, b_ih, b_hh)
            states.append(h)
        return torch.stack(states, dim=1)


class NoShapeGuard:
    """Lets a state of one column broadcast over all units."""

    def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
        z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
        i, f, g, o = np.split(z, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c
