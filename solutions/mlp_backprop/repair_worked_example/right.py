class RowMatrices:
    """The example as a batch of one, in matrix form."""

    def worked_step(x, t, params, lr):
        W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
        X = x[None, :]
        z1 = X @ W1 + b1
        a1 = np.where(z1 > 0, z1, 0).astype(z1.dtype)
        z2 = a1 @ W2 + b2
        y = np.where(z2 > 0, z2, 0).astype(z2.dtype)
        d2 = np.where(z2 > 0, y - t, 0).astype(z2.dtype)
        d1 = np.where(z1 > 0, d2 @ W2.T, 0).astype(z1.dtype)
        dW1, db1, dW2, db2 = X.T @ d1, d1[0], a1.T @ d2, d2[0]
        n_W1, n_b1, n_W2, n_b2 = W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2
        after = X @ n_W1 + n_b1
        y_after = np.maximum(np.maximum(after, 0) @ n_W2 + n_b2, 0)
        return {
            "z1": z1[0], "a1": a1[0], "z2": z2[0], "y": y[0], "loss": 0.5 * float(((y - t) ** 2).sum()),
            "delta2": d2[0], "delta1": d1[0], "dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2,
            "new_W1": n_W1, "new_b1": n_b1, "new_W2": n_W2, "new_b2": n_b2,
            "loss_after": 0.5 * float(((y_after - t) ** 2).sum()), "silent_after": ~(after[0] > 0),
        }  # fmt: skip


class Einsum:
    """Each sum with its indices written out."""

    backends = ("torch",)

    def worked_step(x, t, params, lr):
        W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]

        def run(W1, b1, W2, b2):
            z1 = torch.einsum("d,dh->h", x, W1) + b1
            a1 = z1.clamp(min=0)
            z2 = torch.einsum("h,hk->k", a1, W2) + b2
            y = z2.clamp(min=0)
            return z1, a1, z2, y, 0.5 * (y - t).square().sum()

        z1, a1, z2, y, loss = run(W1, b1, W2, b2)
        d2 = torch.where(z2 > 0, y - t, torch.zeros_like(y))
        d1 = torch.where(z1 > 0, torch.einsum("hk,k->h", W2, d2), torch.zeros_like(z1))
        dW1, dW2 = torch.einsum("d,h->dh", x, d1), torch.einsum("h,k->hk", a1, d2)
        new = [W1 - lr * dW1, b1 - lr * d1, W2 - lr * dW2, b2 - lr * d2]
        after = run(*new)
        return dict(
            z1=z1, a1=a1, z2=z2, y=y, loss=loss, delta2=d2, delta1=d1,
            dW1=dW1, db1=d1, dW2=dW2, db2=d2,
            new_W1=new[0], new_b1=new[1], new_W2=new[2], new_b2=new[3],
            loss_after=after[4].item(), silent_after=after[0] <= 0,
        )  # fmt: skip


class UnitByUnit:
    """Every sum written out, one unit at a time."""

    def worked_step(x, t, params, lr):
        def layer(inputs, W, b):
            sums = [sum(v * w for v, w in zip(inputs, unit)) + c for unit, c in zip(W.T, b)]
            return np.array(sums, dtype=W.dtype)

        def run(p):
            z1 = layer(x, p["W1"], p["b1"])
            a1 = z1.clip(min=0)
            z2 = layer(a1, p["W2"], p["b2"])
            y = z2.clip(min=0)
            return z1, a1, z2, y, (y - t) @ (y - t) / 2

        def switched(values, z):
            return np.array([v if unit > 0 else 0 for v, unit in zip(values, z)], dtype=z.dtype)

        z1, a1, z2, y, loss = run(params)
        d2 = switched(y - t, z2)
        d1 = switched(layer(d2, params["W2"].T, np.zeros_like(z1)), z1)
        slopes = {"W1": x[:, None] * d1, "b1": d1, "W2": a1[:, None] * d2, "b2": d2}
        new = {name: params[name] - lr * slope for name, slope in slopes.items()}
        after = run(new)
        step = {"z1": z1, "a1": a1, "z2": z2, "y": y, "loss": loss, "delta1": d1, "delta2": d2}
        for name in params:
            step["d" + name], step["new_" + name] = slopes[name], new[name]
        return {**step, "loss_after": after[4], "silent_after": np.logical_not(after[0] > 0)}


class ByAutograd:
    """Autograd finds the deltas too: the gradients with respect to z."""

    backends = ("torch",)

    def worked_step(x, t, params, lr):
        def run(p):
            z1 = p["b1"] + x @ p["W1"]
            a1 = F.relu(z1)
            z2 = p["b2"] + a1 @ p["W2"]
            y = F.relu(z2)
            return z1, a1, z2, y, F.mse_loss(y, t, reduction="sum") / 2

        leaves = {name: p.clone().requires_grad_(True) for name, p in params.items()}
        z1, a1, z2, y, loss = run(leaves)
        d1, d2, *slopes = torch.autograd.grad(loss, [z1, z2, *leaves.values()])
        slopes = dict(zip(leaves, slopes))
        new = {name: torch.add(params[name], slopes[name], alpha=-lr) for name in params}
        after = run(new)
        step = dict(z1=z1, a1=a1, z2=z2, y=y, loss=loss, delta1=d1, delta2=d2)
        step.update({"d" + name: slope for name, slope in slopes.items()})
        step.update({"new_" + name: value for name, value in new.items()})
        return {**step, "loss_after": after[4], "silent_after": after[0] <= 0}
