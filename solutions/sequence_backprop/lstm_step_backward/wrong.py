class ForgetGateFeelsTheNewCell:
    """The new cell where the old one was multiplied."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * new, total * i, dh * np.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class HiddenPathForgotten:
    """Takes dc for the whole gradient of the cell: h' is read from it, too."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc
        di, df, dg, do = total * g, total * c, total * i, dh * np.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class CellPathOverwritten:
    """Assigns what comes through h' in place of adding it to dc."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = 0 * dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * np.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class SlopesForgotten:
    """The gates' gradients without the slopes of sigmoid and tanh."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * np.tanh(new)
        parts = [di, df, dg, do]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class CandidateSlopeAsSigmoid:
    """g (1 - g): the candidate is a tanh, not a sigmoid."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * np.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * g * (1 - g), do * o * (1 - o)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class AnotherOrderOfGates:
    """The parts of dz in the order i, f, o, g of another library."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * np.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), do * o * (1 - o), dg * (1 - g**2)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class OutputGateFeelsTheCell:
    """h' = o * c': the tanh forgotten on the way back."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * new
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class WholeCellForTheOutputGate:
    """The output gate gets the cell's gradient in place of dh."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, total * np.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class CellThroughTheWrongGate:
    """dc_old times the input gate."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * np.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * i, dW, dz.sum(0)


class MeanOverTheBatch:
    """Divides by n, though the loss has done so."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * np.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW / len(x), dz.sum(0) / len(x)


class StateBeforeInput:
    """Cuts dv as if the state stood in front of the input."""

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - np.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * np.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = np.concatenate(parts, axis=1)
        dv = dz @ W.T
        dW = np.concatenate([x, h], axis=1).T @ dz
        d = x.shape[1]
        return dv[:, -d:], dv[:, :-d], total * f, dW, dz.sum(0)


class TorchForgetGateFeelsTheNewCell:
    """The new cell where the old one was multiplied."""

    backends = ("torch",)

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - torch.tanh(new) ** 2)
        di, df, dg, do = total * g, total * new, total * i, dh * torch.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = torch.cat(parts, dim=1)
        dv = dz @ W.T
        dW = torch.cat([x, h], dim=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class TorchHiddenPathForgotten:
    """Takes dc for the whole gradient of the cell: h' is read from it, too."""

    backends = ("torch",)

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc
        di, df, dg, do = total * g, total * c, total * i, dh * torch.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = torch.cat(parts, dim=1)
        dv = dz @ W.T
        dW = torch.cat([x, h], dim=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class TorchSlopesForgotten:
    """The gates' gradients without the slopes of sigmoid and tanh."""

    backends = ("torch",)

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - torch.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * torch.tanh(new)
        parts = [di, df, dg, do]
        dz = torch.cat(parts, dim=1)
        dv = dz @ W.T
        dW = torch.cat([x, h], dim=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class TorchCandidateSlopeAsSigmoid:
    """g (1 - g): the candidate is a tanh, not a sigmoid."""

    backends = ("torch",)

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - torch.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * torch.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * g * (1 - g), do * o * (1 - o)]
        dz = torch.cat(parts, dim=1)
        dv = dz @ W.T
        dW = torch.cat([x, h], dim=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class TorchAnotherOrderOfGates:
    """The parts of dz in the order i, f, o, g of another library."""

    backends = ("torch",)

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - torch.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * torch.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), do * o * (1 - o), dg * (1 - g**2)]
        dz = torch.cat(parts, dim=1)
        dv = dz @ W.T
        dW = torch.cat([x, h], dim=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * f, dW, dz.sum(0)


class TorchCellThroughTheWrongGate:
    """dc_old times the input gate."""

    backends = ("torch",)

    def lstm_step_backward(dh, dc, x, h, c, W, b):
        if dh.shape != c.shape or dc.shape != c.shape:
            raise ValueError("shapes")
        i, f, g, o, new = lstm_gates(x, h, c, W, b)
        total = dc + dh * o * (1 - torch.tanh(new) ** 2)
        di, df, dg, do = total * g, total * c, total * i, dh * torch.tanh(new)
        parts = [di * i * (1 - i), df * f * (1 - f), dg * (1 - g**2), do * o * (1 - o)]
        dz = torch.cat(parts, dim=1)
        dv = dz @ W.T
        dW = torch.cat([x, h], dim=1).T @ dz
        d = x.shape[1]
        return dv[:, :d], dv[:, d:], total * i, dW, dz.sum(0)
