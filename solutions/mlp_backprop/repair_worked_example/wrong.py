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

    def worked_step(x, t, params, lr):
        def run(W1, b1, W2, b2):
            z1 = x @ W1 + b1
            z2 = np.maximum(z1, 0) @ W2 + b2
            return z1, z2, np.sum((np.maximum(z2, 0) - t) ** 2) / 2

        z1, z2, loss = run(**params)
        a1, y = np.maximum(z1, 0), np.maximum(z2, 0)
        d2 = (y - t) * (z2 > 0)
        d1 = d2.sum() * a1
        g = {"W1": np.outer(x, d1), "b1": d1, "W2": np.outer(a1, d2), "b2": d2}
        new = {k: params[k] - lr * g[k] for k in g}
        out = {"z1": z1, "a1": a1, "z2": z2, "y": y, "loss": loss, "delta2": d2, "delta1": d1}
        out |= {f"d{k}": g[k] for k in g} | {f"new_{k}": new[k] for k in g}
        return out | {"loss_after": run(**new)[2], "silent_after": run(**new)[0] <= 0}


class NoSlopeAtTheOutput:
    """Forgets that the output has a ReLU: an output that is off still sends gradients back."""

    backends = ("numpy", "torch")

    def worked_step(x, t, params, lr):
        def run(W1, b1, W2, b2):
            z1 = x @ W1 + b1
            z2 = (z1 * (z1 > 0)) @ W2 + b2
            return z1, z2, ((z2 * (z2 > 0) - t) ** 2).sum() / 2

        z1, z2, loss = run(**params)
        a1, y = z1 * (z1 > 0), z2 * (z2 > 0)
        d2 = y - t
        d1 = (params["W2"] @ d2) * (z1 > 0)
        g = {"W1": x[:, None] * d1, "b1": d1, "W2": a1[:, None] * d2, "b2": d2}
        new = {k: params[k] - lr * g[k] for k in g}
        out = {"z1": z1, "a1": a1, "z2": z2, "y": y, "loss": loss, "delta2": d2, "delta1": d1}
        out |= {f"d{k}": g[k] for k in g} | {f"new_{k}": new[k] for k in g}
        return out | {"loss_after": run(**new)[2], "silent_after": run(**new)[0] <= 0}


class UpdatesW2First:
    """Takes delta1 through the new W2: a step along no gradient."""

    backends = ("numpy", "torch")

    def worked_step(x, t, params, lr):
        def run(W1, b1, W2, b2):
            z1 = x @ W1 + b1
            z2 = (z1 * (z1 > 0)) @ W2 + b2
            return z1, z2, ((z2 * (z2 > 0) - t) ** 2).sum() / 2

        z1, z2, loss = run(**params)
        a1, y = z1 * (z1 > 0), z2 * (z2 > 0)
        d2 = (y - t) * (z2 > 0)
        g = {"W2": a1[:, None] * d2, "b2": d2}
        new = {k: params[k] - lr * g[k] for k in g}
        d1 = (new["W2"] @ d2) * (z1 > 0)
        g |= {"W1": x[:, None] * d1, "b1": d1}
        new = {k: params[k] - lr * g[k] for k in g}
        out = {"z1": z1, "a1": a1, "z2": z2, "y": y, "loss": loss, "delta2": d2, "delta1": d1}
        out |= {f"d{k}": g[k] for k in g} | {f"new_{k}": new[k] for k in g}
        return out | {"loss_after": run(**new)[2], "silent_after": run(**new)[0] <= 0}


class Ascends:
    """Documents 001, 002 and 004: t - y, and then a minus sign in the update."""

    backends = ("numpy", "torch")

    def worked_step(x, t, params, lr):
        def run(W1, b1, W2, b2):
            z1 = x @ W1 + b1
            z2 = (z1 * (z1 > 0)) @ W2 + b2
            return z1, z2, ((z2 * (z2 > 0) - t) ** 2).sum() / 2

        z1, z2, loss = run(**params)
        a1, y = z1 * (z1 > 0), z2 * (z2 > 0)
        d2 = (t - y) * (z2 > 0)
        d1 = (params["W2"] @ d2) * (z1 > 0)
        g = {"W1": x[:, None] * d1, "b1": d1, "W2": a1[:, None] * d2, "b2": d2}
        new = {k: params[k] - lr * g[k] for k in g}
        out = {"z1": z1, "a1": a1, "z2": z2, "y": y, "loss": loss, "delta2": d2, "delta1": d1}
        out |= {f"d{k}": g[k] for k in g} | {f"new_{k}": new[k] for k in g}
        return out | {"loss_after": run(**new)[2], "silent_after": run(**new)[0] <= 0}


class InPlace:
    """Updates the caller's parameters: the old ones are gone."""

    backends = ("numpy", "torch")

    def worked_step(x, t, params, lr):
        def run(W1, b1, W2, b2):
            z1 = x @ W1 + b1
            z2 = (z1 * (z1 > 0)) @ W2 + b2
            return z1, z2, ((z2 * (z2 > 0) - t) ** 2).sum() / 2

        z1, z2, loss = run(**params)
        a1, y = z1 * (z1 > 0), z2 * (z2 > 0)
        d2 = (y - t) * (z2 > 0)
        d1 = (params["W2"] @ d2) * (z1 > 0)
        g = {"W1": x[:, None] * d1, "b1": d1, "W2": a1[:, None] * d2, "b2": d2}
        for k in g:
            params[k] -= lr * g[k]
        out = {"z1": z1, "a1": a1, "z2": z2, "y": y, "loss": loss, "delta2": d2, "delta1": d1}
        out |= {f"d{k}": g[k] for k in g} | {f"new_{k}": params[k] for k in g}
        return out | {"loss_after": run(**params)[2], "silent_after": run(**params)[0] <= 0}


class SilentBefore:
    """Reports the units that were silent before the step, and the loss before it."""

    def worked_step(x, t, params, lr):
        z1 = x @ params["W1"] + params["b1"]
        a1 = np.maximum(z1, 0)
        z2 = a1 @ params["W2"] + params["b2"]
        y = np.maximum(z2, 0)
        d2 = (y - t) * (z2 > 0)
        d1 = (params["W2"] @ d2) * (z1 > 0)
        g = {"W1": np.outer(x, d1), "b1": d1, "W2": np.outer(a1, d2), "b2": d2}
        loss = np.sum((y - t) ** 2) / 2
        out = {"z1": z1, "a1": a1, "z2": z2, "y": y, "loss": loss, "delta2": d2, "delta1": d1}
        out |= {f"d{k}": g[k] for k in g} | {f"new_{k}": params[k] - lr * g[k] for k in g}
        return out | {"loss_after": loss, "silent_after": z1 <= 0}
