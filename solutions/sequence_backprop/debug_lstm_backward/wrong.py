class HiddenGradientOverwritten:
    """The hidden state's gradient is replaced by U: later steps are heard through the cell only."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1) @ W + b
            in_gate = 0.5 + 0.5 * np.tanh(z[:, :size] / 2)  # the sigmoid, without overflow
            forget = 0.5 + 0.5 * np.tanh(z[:, size : 2 * size] / 2)
            candidate = np.tanh(z[:, 2 * size : 3 * size])
            out_gate = 0.5 + 0.5 * np.tanh(z[:, 3 * size :] / 2)
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * np.tanh(cells[s]))
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = U[:, s - 1]
            shown = np.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)
            dW += np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1).T @ dz
            db += dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class CellGradientOverwritten:
    """The cell's gradient is replaced by what comes through h: the additive path is cut."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1) @ W + b
            in_gate = 0.5 + 0.5 * np.tanh(z[:, :size] / 2)  # the sigmoid, without overflow
            forget = 0.5 + 0.5 * np.tanh(z[:, size : 2 * size] / 2)
            candidate = np.tanh(z[:, 2 * size : 3 * size])
            out_gate = 0.5 + 0.5 * np.tanh(z[:, 3 * size :] / 2)
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * np.tanh(cells[s]))
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = np.tanh(cells[s])
            dc = dh * out_gate * (1 - shown**2)
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)
            dW += np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1).T @ dz
            db += dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class ForgetGateDropped:
    """The cell's gradient passes the step without the forget gate."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1) @ W + b
            in_gate = 0.5 + 0.5 * np.tanh(z[:, :size] / 2)  # the sigmoid, without overflow
            forget = 0.5 + 0.5 * np.tanh(z[:, size : 2 * size] / 2)
            candidate = np.tanh(z[:, 2 * size : 3 * size])
            out_gate = 0.5 + 0.5 * np.tanh(z[:, 3 * size :] / 2)
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * np.tanh(cells[s]))
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = np.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)
            dW += np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1).T @ dz
            db += dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
        return dX, dh, dc, dW, db


class InputGateOnTheWayBack:
    """The cell's gradient times the input gate."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1) @ W + b
            in_gate = 0.5 + 0.5 * np.tanh(z[:, :size] / 2)  # the sigmoid, without overflow
            forget = 0.5 + 0.5 * np.tanh(z[:, size : 2 * size] / 2)
            candidate = np.tanh(z[:, 2 * size : 3 * size])
            out_gate = 0.5 + 0.5 * np.tanh(z[:, 3 * size :] / 2)
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * np.tanh(cells[s]))
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = np.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)
            dW += np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1).T @ dz
            db += dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * in_gate
        return dX, dh, dc, dW, db


class OldCellShown:
    """tanh of the old cell where the new one is shown."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1) @ W + b
            in_gate = 0.5 + 0.5 * np.tanh(z[:, :size] / 2)  # the sigmoid, without overflow
            forget = 0.5 + 0.5 * np.tanh(z[:, size : 2 * size] / 2)
            candidate = np.tanh(z[:, 2 * size : 3 * size])
            out_gate = 0.5 + 0.5 * np.tanh(z[:, 3 * size :] / 2)
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * np.tanh(cells[s]))
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = np.tanh(cells[s - 1])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)
            dW += np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1).T @ dz
            db += dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class LastStepsWeights:
    """Assigns dW and db: the share of step 1 is left."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1) @ W + b
            in_gate = 0.5 + 0.5 * np.tanh(z[:, :size] / 2)  # the sigmoid, without overflow
            forget = 0.5 + 0.5 * np.tanh(z[:, size : 2 * size] / 2)
            candidate = np.tanh(z[:, 2 * size : 3 * size])
            out_gate = 0.5 + 0.5 * np.tanh(z[:, 3 * size :] / 2)
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * np.tanh(cells[s]))
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = np.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)
            dW = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1).T @ dz
            db = dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class NewHiddenInWeights:
    """The state after the step as the input of W."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1) @ W + b
            in_gate = 0.5 + 0.5 * np.tanh(z[:, :size] / 2)  # the sigmoid, without overflow
            forget = 0.5 + 0.5 * np.tanh(z[:, size : 2 * size] / 2)
            candidate = np.tanh(z[:, 2 * size : 3 * size])
            out_gate = 0.5 + 0.5 * np.tanh(z[:, 3 * size :] / 2)
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * np.tanh(cells[s]))
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = np.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)
            dW += np.concatenate([X[:, s - 1], hidden[s]], axis=1).T @ dz
            db += dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class OutputGateGetsTheCell:
    """dc where the output gate multiplied dh."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1) @ W + b
            in_gate = 0.5 + 0.5 * np.tanh(z[:, :size] / 2)  # the sigmoid, without overflow
            forget = 0.5 + 0.5 * np.tanh(z[:, size : 2 * size] / 2)
            candidate = np.tanh(z[:, 2 * size : 3 * size])
            out_gate = 0.5 + 0.5 * np.tanh(z[:, 3 * size :] / 2)
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * np.tanh(cells[s]))
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = np.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dc * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)
            dW += np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1).T @ dz
            db += dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class CandidateAsSigmoid:
    """g (1 - g) for the slope of the candidate."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1) @ W + b
            in_gate = 0.5 + 0.5 * np.tanh(z[:, :size] / 2)  # the sigmoid, without overflow
            forget = 0.5 + 0.5 * np.tanh(z[:, size : 2 * size] / 2)
            candidate = np.tanh(z[:, 2 * size : 3 * size])
            out_gate = 0.5 + 0.5 * np.tanh(z[:, 3 * size :] / 2)
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * np.tanh(cells[s]))
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = np.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * candidate * (1 - candidate)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)
            dW += np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1).T @ dz
            db += dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class TorchHiddenGradientOverwritten:
    """The hidden state's gradient is replaced by U: later steps are heard through the cell only."""

    backends = ("torch",)

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = torch.cat([X[:, s - 1], hidden[s - 1]], dim=1) @ W + b
            in_gate = torch.sigmoid(z[:, :size])
            forget = torch.sigmoid(z[:, size : 2 * size])
            candidate = torch.tanh(z[:, 2 * size : 3 * size])
            out_gate = torch.sigmoid(z[:, 3 * size :])
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * torch.tanh(cells[s]))
        dX, dW, db = torch.zeros_like(X), torch.zeros_like(W), torch.zeros_like(b)
        dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = U[:, s - 1]
            shown = torch.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = torch.cat([d_in, d_forget, d_candidate, d_out], dim=1)
            dW += torch.cat([X[:, s - 1], hidden[s - 1]], dim=1).T @ dz
            db += dz.sum(dim=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class TorchCellGradientOverwritten:
    """The cell's gradient is replaced by what comes through h: the additive path is cut."""

    backends = ("torch",)

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = torch.cat([X[:, s - 1], hidden[s - 1]], dim=1) @ W + b
            in_gate = torch.sigmoid(z[:, :size])
            forget = torch.sigmoid(z[:, size : 2 * size])
            candidate = torch.tanh(z[:, 2 * size : 3 * size])
            out_gate = torch.sigmoid(z[:, 3 * size :])
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * torch.tanh(cells[s]))
        dX, dW, db = torch.zeros_like(X), torch.zeros_like(W), torch.zeros_like(b)
        dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = torch.tanh(cells[s])
            dc = dh * out_gate * (1 - shown**2)
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = torch.cat([d_in, d_forget, d_candidate, d_out], dim=1)
            dW += torch.cat([X[:, s - 1], hidden[s - 1]], dim=1).T @ dz
            db += dz.sum(dim=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class TorchForgetGateDropped:
    """The cell's gradient passes the step without the forget gate."""

    backends = ("torch",)

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = torch.cat([X[:, s - 1], hidden[s - 1]], dim=1) @ W + b
            in_gate = torch.sigmoid(z[:, :size])
            forget = torch.sigmoid(z[:, size : 2 * size])
            candidate = torch.tanh(z[:, 2 * size : 3 * size])
            out_gate = torch.sigmoid(z[:, 3 * size :])
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * torch.tanh(cells[s]))
        dX, dW, db = torch.zeros_like(X), torch.zeros_like(W), torch.zeros_like(b)
        dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = torch.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = torch.cat([d_in, d_forget, d_candidate, d_out], dim=1)
            dW += torch.cat([X[:, s - 1], hidden[s - 1]], dim=1).T @ dz
            db += dz.sum(dim=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
        return dX, dh, dc, dW, db


class TorchOldCellShown:
    """tanh of the old cell where the new one is shown."""

    backends = ("torch",)

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = torch.cat([X[:, s - 1], hidden[s - 1]], dim=1) @ W + b
            in_gate = torch.sigmoid(z[:, :size])
            forget = torch.sigmoid(z[:, size : 2 * size])
            candidate = torch.tanh(z[:, 2 * size : 3 * size])
            out_gate = torch.sigmoid(z[:, 3 * size :])
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * torch.tanh(cells[s]))
        dX, dW, db = torch.zeros_like(X), torch.zeros_like(W), torch.zeros_like(b)
        dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = torch.tanh(cells[s - 1])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = torch.cat([d_in, d_forget, d_candidate, d_out], dim=1)
            dW += torch.cat([X[:, s - 1], hidden[s - 1]], dim=1).T @ dz
            db += dz.sum(dim=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class TorchLastStepsWeights:
    """Assigns dW and db: the share of step 1 is left."""

    backends = ("torch",)

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")
        hidden, cells, gates = [h0], [c0], [None]
        for s in range(1, t + 1):
            z = torch.cat([X[:, s - 1], hidden[s - 1]], dim=1) @ W + b
            in_gate = torch.sigmoid(z[:, :size])
            forget = torch.sigmoid(z[:, size : 2 * size])
            candidate = torch.tanh(z[:, 2 * size : 3 * size])
            out_gate = torch.sigmoid(z[:, 3 * size :])
            gates.append((in_gate, forget, candidate, out_gate))
            cells.append(forget * cells[s - 1] + in_gate * candidate)
            hidden.append(out_gate * torch.tanh(cells[s]))
        dX, dW, db = torch.zeros_like(X), torch.zeros_like(W), torch.zeros_like(b)
        dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = torch.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = torch.cat([d_in, d_forget, d_candidate, d_out], dim=1)
            dW = torch.cat([X[:, s - 1], hidden[s - 1]], dim=1).T @ dz
            db = dz.sum(dim=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db
