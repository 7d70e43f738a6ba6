class InputsAtOnce:
    """All input products in one matrix product, then the loop for the state."""

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        H = X @ W_x + b
        h = h0
        for step in range(X.shape[1]):
            h = H[:, step] = np.tanh(H[:, step] + h @ W_h)
        return H


class OneMatrix:
    """[x, h] times the two matrices under one another."""

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        W, h, states = np.concatenate([W_x, W_h]), h0, []
        for x in X.transpose(1, 0, 2):
            h = np.tanh(np.concatenate([x, h], axis=1) @ W + b)
            states.append(h[:, None])
        return np.concatenate(states, axis=1)


class Unbind:
    """Walks over the steps with unbind; F.linear for both products."""

    backends = ("torch",)

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        states = [h0]
        for x in X.unbind(dim=1):
            states.append((F.linear(x, W_x.T, b) + F.linear(states[-1], W_h.T)).tanh())
        return torch.stack(states[1:], dim=1)


class InputsAtOnceTorch:
    """All input products first."""

    backends = ("torch",)

    def rnn_forward(X, h0, W_x, W_h, b):
        if X.ndim != 3 or h0.shape != (len(X), len(W_h)):
            raise ValueError("shapes")
        fed, h, states = torch.einsum("ntd,dh->nth", X, W_x) + b, h0, []
        for step in range(X.shape[1]):
            h = torch.tanh(torch.addmm(fed[:, step], h, W_h))
            states.append(h[:, None])
        return torch.cat(states, dim=1)
