class KeepsThePreActivations:
    """The cache holds Z, and the slope is taken from Z: the textbook's form."""

    def mlp_forward(X, params, activation="relu"):
        squash = {"relu": lambda Z: np.where(Z > 0, Z, Z.dtype.type(0)), "tanh": np.tanh}
        if activation not in squash or len(params) == 0:
            raise ValueError("unknown activation or no layers")
        A, steps = X, []
        for W, b in params:
            Z = A @ W + b
            steps.append((A, Z, W))
            A = squash[activation](Z)
        return Z, (steps, activation)

    def mlp_backward(dY, cache):
        steps, activation = cache
        slope = {"relu": lambda Z: Z > 0, "tanh": lambda Z: 1 / np.cosh(Z) ** 2}[activation]
        grads, dZ = [], dY
        for position in range(len(steps) - 1, -1, -1):
            A, _, W = steps[position]
            grads = [(np.einsum("ik,ij->kj", A, dZ), np.ones(len(dZ), dZ.dtype) @ dZ)] + grads
            dA = np.einsum("ij,kj->ik", dZ, W)
            if position > 0:
                dZ = dA * slope(steps[position - 1][1])
        return dA, grads


class Recursive:
    """Each layer calls the next; the cache holds X, params and the name, and Z is computed anew."""

    backends = ("torch",)

    def mlp_forward(X, params, activation="relu"):
        if activation not in ("relu", "tanh") or not params:
            raise ValueError("unknown activation or no layers")
        A = X
        for W, b in params[:-1]:
            A = getattr(torch, activation)(torch.addmm(b, A, W))
        return torch.addmm(params[-1][1], A, params[-1][0]), (X, params, activation)

    def mlp_backward(dY, cache):
        X, params, activation = cache

        def descend(A, layer):
            W, b = params[layer]
            if layer == len(params) - 1:
                return dY @ W.T, [(A.T @ dY, dY.sum(0))]
            Z = A @ W + b
            dB, grads = descend(getattr(torch, activation)(Z), layer + 1)
            dZ = dB * (Z > 0) if activation == "relu" else dB * (1 - torch.tanh(Z) ** 2)
            return dZ @ W.T, [(A.T @ dZ, dZ.sum(0)), *grads]

        return descend(X, 0)


class BiasAsOneMoreRow:
    """The bias stands under the weights, and a column of ones beside the inputs."""

    def mlp_forward(X, params, activation="relu"):
        if activation not in ("relu", "tanh") or len(params) < 1:
            raise ValueError("unknown activation or no layers")
        A, steps = X, []
        for number, (W, b) in enumerate(params, 1):
            steps.append((np.hstack([A, np.ones_like(A[:, :1])]), np.vstack([W, b])))
            A = steps[-1][0] @ steps[-1][1]
            if number < len(params):
                A = A.clip(min=0) if activation == "relu" else np.tanh(A)
        return A, {"steps": steps, "activation": activation}

    def mlp_backward(dY, cache):
        grads, d = [], dY
        for inputs, M in reversed(cache["steps"]):
            both = inputs.T @ d
            grads.insert(0, (both[:-1], both[-1]))
            A, dA = inputs[:, :-1], d @ M[:-1].T
            d = np.where(A > 0, dA, 0) if cache["activation"] == "relu" else dA - dA * A**2
        return dA, grads


class AutogradInside:
    """Runs the forward pass again on leaves and asks autograd: the same numbers."""

    backends = ("torch",)

    def mlp_forward(X, params, activation="relu"):
        squash = {"relu": torch.relu, "tanh": torch.tanh}
        if activation not in squash or not params:
            raise ValueError("unknown activation or no layers")
        A = X
        for W, b in params[:-1]:
            A = squash[activation](F.linear(A, W.T, b))
        return F.linear(A, params[-1][0].T, params[-1][1]), [X, params, activation]

    def mlp_backward(dY, cache):
        X, params, activation = cache
        flat = [X.clone().requires_grad_(True)]
        flat += [p.clone().requires_grad_(True) for pair in params for p in pair]
        Y, _ = mlp_forward(flat[0], list(zip(flat[1::2], flat[2::2])), activation)
        dX, *rest = torch.autograd.grad(Y, flat, dY)
        return dX, list(zip(rest[0::2], rest[1::2]))
