class InputOnly:
    """Forgets the state: every step sees its own input alone."""

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        return np.tanh(X @ W_x + b)


class AlwaysFromTheStart:
    """Uses h0 at every step in place of the last state."""

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        return np.tanh(X @ W_x + (h0 @ W_h)[:, None] + b)


class StartFromZero:
    """Ignores h0."""

    backends = ("numpy", "torch")

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        h, states = 0 * h0, []
        for step in range(X.shape[1]):
            a = X[:, step] @ W_x + h @ W_h + b
            h = np.tanh(a) if isinstance(a, np.ndarray) else torch.tanh(a)
            states.append(h)
        return np.stack(states, 1) if isinstance(a, np.ndarray) else torch.stack(states, 1)


class TransposedState:
    """W_h h in place of h W_h: right for column vectors, wrong for rows."""

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        h, states = h0, []
        for step in range(X.shape[1]):
            h = np.tanh(X[:, step] @ W_x + h @ W_h.T + b)
            states.append(h)
        return np.stack(states, axis=1)


class TimeFirst:
    """Stacks the steps along axis 0."""

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        h, states = h0, []
        for step in range(X.shape[1]):
            h = np.tanh(X[:, step] @ W_x + h @ W_h + b)
            states.append(h)
        return np.stack(states)


class StateBeforeTheStep:
    """Stores the state before each step: h_0 … h_{t-1}."""

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        h, states = h0, []
        for step in range(X.shape[1]):
            states.append(h)
            h = np.tanh(X[:, step] @ W_x + h @ W_h + b)
        return np.stack(states, axis=1)


class TanhOfTheStateOnly:
    """Adds the input behind the tanh."""

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        h, states = h0, []
        for step in range(X.shape[1]):
            h = np.tanh(h @ W_h) + X[:, step] @ W_x + b
            states.append(h)
        return np.stack(states, axis=1)


class WritesIntoH0:
    """Updates the state in place, and so the caller's h0."""

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        states = []
        for step in range(X.shape[1]):
            h0[:] = np.tanh(X[:, step] @ W_x + h0 @ W_h + b)
            states.append(h0.copy())
        return np.stack(states, axis=1)


class BroadcastsAnyState:
    """No test of the shapes: one state (1, h) serves every sequence."""

    def rnn_forward(X, h0, W_x, W_h, b):
        h, states = h0, []
        for step in range(X.shape[1]):
            h = np.tanh(X[:, step] @ W_x + h @ W_h + b)
            states.append(h)
        return np.stack(states, axis=1)


class DetachedState:
    """Cuts the graph after each step: the weights learn from one step only."""

    backends = ("torch",)

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        h, states = h0, []
        for step in range(X.shape[1]):
            h = torch.tanh(X[:, step] @ W_x + h.detach() @ W_h + b)
            states.append(h)
        return torch.stack(states, dim=1)


class TorchLayout:
    """Multiplies by the transposes, as if the matrices came out of nn.RNN."""

    backends = ("torch",)

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        h, states = h0, []
        for step in range(X.shape[1]):
            h = torch.tanh(F.linear(X[:, step], W_x.T) + F.linear(h, W_h) + b)
            states.append(h)
        return torch.stack(states, dim=1)
