class CandidateLast:
    """Reads the gates in the order i, f, o, g: the candidate gets the sigmoid."""

    backends = ("numpy", "torch")
    edits = {"i, f, g, o =": "i, f, o, g ="}


class OneBias:
    """Leaves the second bias out, as the formula of document 004 has one only."""

    backends = ("numpy", "torch")
    edits = {"z = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh": "z = x @ W_ih.T + b_ih + h @ W_hh.T"}


class OldCellState:
    """Shows tanh of the cell state from before the step."""

    edits = {"np.tanh(new_c)": "np.tanh(c)"}


class GatesSwapped:
    """Lets the input gate act on the old cell state and the forget gate on the new part."""

    edits = {
        "sigmoid(f) * c": "sigmoid(i) * c",
        "sigmoid(i) * np.tanh(g)": "sigmoid(f) * np.tanh(g)",
    }


class NoTanh:
    """Returns o times c', without the tanh."""

    edits = {"sigmoid(o) * np.tanh(new_c)": "sigmoid(o) * new_c"}


class InPlace:
    """Updates the caller's cell state in place."""

    edits = {
        (
            "new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)\n"
            "return sigmoid(o) * np.tanh(new_c), new_c"
        ): ("c *= sigmoid(f)\nc += sigmoid(i) * np.tanh(g)\nreturn sigmoid(o) * np.tanh(c), c")
    }


class StatesExchanged:
    """Returns c' first."""

    edits = {
        "return sigmoid(o) * np.tanh(new_c), new_c": "return new_c, sigmoid(o) * np.tanh(new_c)"
    }


class CoupledGates:
    """Uses 1 - i in place of the forget gate."""

    edits = {"sigmoid(f) * c": "(1 - sigmoid(i)) * c"}


class CellNotCarried:
    """Starts every step with an empty cell state."""

    backends = ("numpy", "torch")
    edits = {
        "h, c = lstm_cell(X[:, step], h, c, W_ih, W_hh, b_ih, b_hh)": (
            "h, _ = lstm_cell(X[:, step], h, c, W_ih, W_hh, b_ih, b_hh)"
        )
    }


class TimeFirst:
    """Stacks the steps along axis 0."""

    edits = {"np.stack(states, axis=1)": "np.stack(states)"}


class DetachedState:
    """Cuts the graph after each step, so the gradient stays within one step."""

    backends = ("torch",)
    edits = {
        "h, c = lstm_cell(X[:, step], h, c, W_ih, W_hh, b_ih, b_hh)": (
            "h, c = lstm_cell(X[:, step], h.detach(), c.detach(), W_ih, W_hh, b_ih, b_hh)"
        )
    }


class DefaultType:
    """Leaves the type of the first state to torch.zeros, which is float32."""

    backends = ("torch",)
    edits = {
        "h = X.new_zeros((X.shape[0], W_hh.shape[1]))": (
            "h = torch.zeros((X.shape[0], W_hh.shape[1]))"
        )
    }


class NoShapeGuard:
    """Lets a state of one column broadcast over all units."""

    backends = ("numpy", "torch")
    edits = {"if h.shape != c.shape:": "if False:"}
