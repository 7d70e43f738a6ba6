class StateByState:
    """States counted from 0, steps from 1; each gate by its name."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")

        # Forward. States are counted from 0, steps from 1: step s leads from state s - 1 to state s.
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

        # Backward. dh and dc hold what is known about state s; they start behind the last step.
        dX, dW, db = np.zeros_like(X), np.zeros_like(W), np.zeros_like(b)
        dh, dc = np.zeros_like(h0), np.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = np.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h

            # Each gate: gradient of the gate itself, times the slope of its sigmoid or tanh.
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = np.concatenate([d_in, d_forget, d_candidate, d_out], axis=1)

            # A linear layer on [x, h], with the same W in every step.
            dW += np.concatenate([X[:, s - 1], hidden[s - 1]], axis=1).T @ dz
            db += dz.sum(axis=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class GatesInOneArray:
    """All gates in one array; the weights' sums in one product at the end."""

    def lstm_layer_backward(U, X, h0, c0, W, b):
        if U.shape != (*X.shape[:2], h0.shape[1]):
            raise ValueError("U")
        d, size, t = X.shape[2], h0.shape[1], X.shape[1]
        H, C = np.empty_like(U), np.empty_like(U)
        A = np.empty((*U.shape[:2], 4 * size), dtype=U.dtype)
        h, c = h0, c0
        for s in range(t):
            A[:, s] = X[:, s] @ W[:d] + h @ W[d:] + b
            A[:, s, : 2 * size] = 0.5 * np.tanh(0.5 * A[:, s, : 2 * size]) + 0.5
            A[:, s, 3 * size :] = 0.5 * np.tanh(0.5 * A[:, s, 3 * size :]) + 0.5
            A[:, s, 2 * size : 3 * size] = np.tanh(A[:, s, 2 * size : 3 * size])
            i, f, g, o = np.split(A[:, s], 4, axis=1)
            c = C[:, s] = f * c + i * g
            h = H[:, s] = o * np.tanh(c)
        before = [np.concatenate([a[:, None], B[:, :-1]], axis=1) for a, B in ((h0, H), (c0, C))]
        dZ = np.empty_like(A)
        dh, dc = 0 * h0, 0 * c0
        for s in range(t - 1, -1, -1):
            i, f, g, o = np.split(A[:, s], 4, axis=1)
            dh = U[:, s] + dh
            dc = dc + dh * o / np.cosh(C[:, s]) ** 2
            up = np.hstack([dc * g, dc * before[1][:, s], dc * i, dh * np.tanh(C[:, s])])
            dZ[:, s] = up * np.hstack([i - i * i, f - f * f, 1 - g * g, o - o * o])
            dh, dc = dZ[:, s] @ W[d:].T, f * dc
        dW = np.einsum("nsi,nsj->ij", np.concatenate([X, before[0]], axis=2), dZ)
        return dZ @ W[:d].T, dh, dc, dW, dZ.sum(axis=(0, 1))


class TorchStateByState:
    """States counted from 0, steps from 1; each gate by its name."""

    backends = ("torch",)

    def lstm_layer_backward(U, X, h0, c0, W, b):
        n, t, d = X.shape
        size = h0.shape[1]
        if U.shape != (n, t, size):
            raise ValueError("lstm_layer_backward: U must have shape (n, t, h).")

        # Forward. States are counted from 0, steps from 1: step s leads from state s - 1 to state s.
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

        # Backward. dh and dc hold what is known about state s; they start behind the last step.
        dX, dW, db = torch.zeros_like(X), torch.zeros_like(W), torch.zeros_like(b)
        dh, dc = torch.zeros_like(h0), torch.zeros_like(c0)
        for s in range(t, 0, -1):
            in_gate, forget, candidate, out_gate = gates[s]
            dh = dh + U[:, s - 1]  # what the loss says about this state directly
            shown = torch.tanh(cells[s])
            dc = dc + dh * out_gate * (1 - shown**2)  # the cell is also seen through h

            # Each gate: gradient of the gate itself, times the slope of its sigmoid or tanh.
            d_in = dc * candidate * in_gate * (1 - in_gate)
            d_forget = dc * cells[s - 1] * forget * (1 - forget)
            d_candidate = dc * in_gate * (1 - candidate**2)
            d_out = dh * shown * out_gate * (1 - out_gate)
            dz = torch.cat([d_in, d_forget, d_candidate, d_out], dim=1)

            # A linear layer on [x, h], with the same W in every step.
            dW += torch.cat([X[:, s - 1], hidden[s - 1]], dim=1).T @ dz
            db += dz.sum(dim=0)
            inputs = dz @ W.T
            dX[:, s - 1] = inputs[:, :d]
            dh = inputs[:, d:]
            dc = dc * forget
        return dX, dh, dc, dW, db


class TorchListsOfStates:
    """Lists of states, zipped backwards; the weights' sums in one product at the end."""

    backends = ("torch",)

    def lstm_layer_backward(U, X, h0, c0, W, b):
        if U.shape != (*X.shape[:2], h0.shape[1]):
            raise ValueError("U")
        d = X.shape[2]
        H, C, gates = [h0], [c0], []
        for x in X.unbind(1):
            i, f, g, o = (x @ W[:d] + H[-1] @ W[d:] + b).chunk(4, dim=1)
            gates.append((i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()))
            i, f, g, o = gates[-1]
            C.append(torch.addcmul(f * C[-1], i, g))
            H.append(o * C[-1].tanh())
        dZ, dh, dc = [], 0 * h0, 0 * c0
        steps = list(zip(gates, C[:-1], C[1:], U.unbind(1)))
        for (i, f, g, o), old, new, u in steps[::-1]:
            dh = u + dh
            dc = dc + dh * o * (1 - new.tanh().square())
            up = torch.hstack([dc * g, dc * old, dc * i, dh * new.tanh()])
            dZ.insert(0, up * torch.hstack([i - i * i, f - f * f, 1 - g * g, o - o * o]))
            dh, dc = dZ[0] @ W[d:].T, f * dc
        dZ = torch.stack(dZ, dim=1)
        both = torch.cat([X, torch.stack(H[:-1], dim=1)], dim=2)
        dW = torch.einsum("nsi,nsj->ij", both, dZ)
        return dZ @ W[:d].T, dh, dc, dW, dZ.sum(dim=(0, 1))
