class ActivationAfterTheLastLayer:
    """Squashes the output as well: a negative output cannot occur."""

    def mlp_forward(X, params, activation="relu"):
        if activation not in ("relu", "tanh") or not params:
            raise ValueError("activation or params")
        A, inputs = X, []
        for W, b in params:
            inputs.append(A)
            A = np.maximum(A @ W + b, 0) if activation == "relu" else np.tanh(A @ W + b)
        weights = [W for W, _ in params]
        return A, {"inputs": inputs, "weights": weights, "activation": activation}


class DerivativeOfTheActivation:
    """Document 002's slip: the derivative is taken at A = tanh(Z), not at Z. ReLU hides it."""

    backends = ("numpy", "torch")

    def mlp_backward(dY, cache):
        grads, dZ = [], dY
        for layer in reversed(range(len(cache["weights"]))):
            A = cache["inputs"][layer]
            grads.insert(0, (A.T @ dZ, dZ.sum(0)))
            dA = dZ @ cache["weights"][layer].T
            if layer:
                tanh = torch.tanh if "torch" in str(type(A)) else np.tanh
                dZ = dA * (1 - tanh(A) ** 2 if cache["activation"] == "tanh" else A > 0)
        return dA, grads


class NoDerivative:
    """Documents 000 (worked example) and 004: no derivative of the activation at all."""

    backends = ("numpy", "torch")

    def mlp_backward(dY, cache):
        grads, d = [], dY
        for A, W in zip(cache["inputs"][::-1], cache["weights"][::-1]):
            grads.insert(0, (A.T @ d, d.sum(0)))
            d = d @ W.T
        return d, grads


class GradientsInReverseOrder:
    """Returns them as they are found: the last layer first."""

    def mlp_backward(dY, cache):
        grads, dZ = [], dY
        for layer in reversed(range(len(cache["weights"]))):
            A = cache["inputs"][layer]
            grads.append((A.T @ dZ, dZ.sum(0)))
            dA = dZ @ cache["weights"][layer].T
            dZ = dA * (A > 0 if cache["activation"] == "relu" else 1 - A**2)
        return dA, grads


class MasksTheInputToo:
    """Multiplies dX by the derivative at X, as if X were the output of an activation."""

    def mlp_backward(dY, cache):
        grads, dZ = [], dY
        for layer in reversed(range(len(cache["weights"]))):
            A = cache["inputs"][layer]
            grads.insert(0, (A.T @ dZ, dZ.sum(0)))
            dZ = dZ @ cache["weights"][layer].T
            dZ = dZ * (A > 0 if cache["activation"] == "relu" else 1 - A**2)
        return dZ, grads


class NoTranspose:
    """Document 000's index in the hidden error: W where the transpose belongs."""

    def mlp_backward(dY, cache):
        grads, dZ = [], dY
        for layer in reversed(range(len(cache["weights"]))):
            A, W = cache["inputs"][layer], cache["weights"][layer]
            grads.insert(0, (A.T @ dZ, dZ.sum(0)))
            dA = dZ @ (W if W.shape[0] == W.shape[1] else W.T)
            dZ = dA * (A > 0 if cache["activation"] == "relu" else 1 - A**2)
        return dA, grads


class MeanOverTheBatch:
    """Divides by n in the layers."""

    backends = ("numpy", "torch")

    def mlp_backward(dY, cache):
        n = len(dY)
        grads, dZ = [], dY
        for layer in reversed(range(len(cache["weights"]))):
            A = cache["inputs"][layer]
            grads.insert(0, (A.T @ dZ / n, dZ.sum(0) / n))
            dA = dZ @ cache["weights"][layer].T
            dZ = dA * ((A > 0) if cache["activation"] == "relu" else 1 - A**2)
        return dA, grads


class SlopeOneAtZero:
    """Uses >= for ReLU: a unit at exactly 0 passes its gradient on."""

    def mlp_backward(dY, cache):
        grads, dZ = [], dY
        for layer in reversed(range(len(cache["weights"]))):
            A = cache["inputs"][layer]
            grads.insert(0, (A.T @ dZ, dZ.sum(0)))
            dA = dZ @ cache["weights"][layer].T
            dZ = dA * (A >= 0 if cache["activation"] == "relu" else 1 - A**2)
        return dA, grads


class UnknownMeansTanh:
    """A misspelt activation silently becomes tanh."""

    def mlp_forward(X, params, activation="relu"):
        if not params:
            raise ValueError("params")
        A, inputs = X, []
        for W, b in params:
            inputs.append(A)
            Z = A @ W + b
            A = np.maximum(Z, 0) if activation == "relu" else np.tanh(Z)
        weights = [W for W, _ in params]
        return Z, {"inputs": inputs, "weights": weights, "activation": activation}


class ClipsTheUpstreamGradient:
    """Clips what comes in, and does it in the caller's array."""

    backends = ("numpy", "torch")

    def mlp_backward(dY, cache):
        clip = dY.clamp if hasattr(dY, "clamp") else dY.clip
        dY[...] = clip(-1.0, 1.0)
        grads, dZ = [], dY
        for layer in reversed(range(len(cache["weights"]))):
            A = cache["inputs"][layer]
            grads.insert(0, (A.T @ dZ, dZ.sum(0)))
            dA = dZ @ cache["weights"][layer].T
            dZ = dA * ((A > 0) if cache["activation"] == "relu" else 1 - A**2)
        return dA, grads


class TanhByDefault:
    """Right, but a call with two arguments means tanh."""

    def mlp_forward(X, params, activation="tanh"):
        if activation not in ("relu", "tanh") or not params:
            raise ValueError("activation or params")
        A, inputs = X, []
        for W, b in params:
            inputs.append(A)
            Z = A @ W + b
            A = np.maximum(Z, 0) if activation == "relu" else np.tanh(Z)
        weights = [W for W, _ in params]
        return Z, {"inputs": inputs, "weights": weights, "activation": activation}
