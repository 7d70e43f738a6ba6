class HardCoded:
    """Returns the right numbers of the document's example for every input."""

    def worked_step(x, t, params, lr):
        one = np.array
        return {
            "z1": one([9.0]), "a1": one([9.0]), "z2": one([38.0]), "y": one([38.0]), "loss": 684.5,
            "delta2": one([37.0]), "delta1": one([148.0]), "dW2": one([[333.0]]), "db2": one([37.0]),
            "dW1": one([[148.0], [296.0]]), "db1": one([148.0]), "new_W1": one([[0.52], [0.04]]),
            "new_b1": one([-0.48]), "new_W2": one([[0.67]]), "new_b2": one([1.63]),
            "loss_after": 0.25233408, "silent_after": one([False]),
        }  # fmt: skip


class AsPrinted:
    """Document 003's chain: 1 in place of W2, and a1 in place of the slope of ReLU."""

    backends = ("numpy", "torch")
    edits = {'delta1 = (params["W2"] @ delta2) * (z1 > 0)': "delta1 = delta2.sum() * a1"}


class NoSlopeAtTheOutput:
    """Forgets that the output has a ReLU: an output that is off still sends gradients back."""

    backends = ("numpy", "torch")
    edits = {"delta2 = (y - t) * (z2 > 0)": "delta2 = y - t"}


class UpdatesW2First:
    """Takes delta1 through the new W2: a step along no gradient."""

    backends = ("numpy", "torch")
    edits = {
        'delta1 = (params["W2"] @ delta2) * (z1 > 0)': (
            'delta1 = ((params["W2"] - lr * a1[:, None] * delta2) @ delta2) * (z1 > 0)'
        )
    }


class Ascends:
    """Documents 001, 002 and 004: t - y, and then a minus sign in the update."""

    backends = ("numpy", "torch")
    edits = {"delta2 = (y - t) * (z2 > 0)": "delta2 = (t - y) * (z2 > 0)"}


class InPlace:
    """Updates the caller's parameters: the old ones are gone."""

    backends = ("numpy", "torch")
    edits = {
        (
            "new = {name: params[name] - lr * gradient for name, gradient in gradients.items()}\n"
            "z1_after, _, loss_after = forward(**new)"
        ): (
            "for name, gradient in gradients.items():\n"
            "    params[name] -= lr * gradient\n"
            "new = params\n"
            "z1_after, _, loss_after = forward(**new)"
        )
    }


class SilentBefore:
    """Reports the units that were silent before the step, and the loss before it."""

    backends = ("numpy", "torch")
    edits = {"z1_after, _, loss_after = forward(**new)": "z1_after, loss_after = z1, loss"}
