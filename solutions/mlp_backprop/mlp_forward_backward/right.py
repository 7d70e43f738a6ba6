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
