class SkipPathForgotten:
    """The given bug: the gradient goes back through the branches alone."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = alpha * G * (1 - H**2)
            grads.append(((G * H).sum(), A.T @ dZ))
            G = dZ @ W.T
        return G, grads[::-1]


class BranchForgotten:
    """Mended too far: the gradient goes back along the skip path alone."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = alpha * G * (1 - H**2)
            grads.append(((G * H).sum(), A.T @ dZ))
            G = G + 0 * dZ @ W.T
        return G, grads[::-1]


class BranchWithoutItsAlpha:
    """The skip path is back, but the branch lost its factor; at alpha = 1 it is right."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = G * (1 - H**2) + 0 * alpha
            grads.append(((G * H).sum(), A.T @ dZ))
            G = G + dZ @ W.T
        return G, grads[::-1]


class AlphaInTheWrongPlace:
    """alpha weighs the sum of both paths."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = G * (1 - H**2)
            grads.append(((G * H).sum(), alpha * A.T @ dZ))
            G = alpha * (G + dZ @ W.T)
        return G, grads[::-1]


class OutputForInput:
    """dW with the block's output where its input belongs."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = alpha * G * (1 - H**2)
            grads.append(((G * H).sum(), (A + alpha * H).T @ dZ))
            G = G + dZ @ W.T
        return G, grads[::-1]


class MeanForAlpha:
    """The gradient of alpha as a mean."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = alpha * G * (1 - H**2)
            grads.append(((G * H).mean(), A.T @ dZ))
            G = G + dZ @ W.T
        return G, grads[::-1]


class AlphaAfterTheStep:
    """dalpha with the gradient that has passed the block already."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = alpha * G * (1 - H**2)
            grads.append((((G + dZ @ W.T) * H).sum(), A.T @ dZ))
            G = G + dZ @ W.T
        return G, grads[::-1]


class LastBlockFirst:
    """The gradients in the order in which they are found."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = alpha * G * (1 - H**2)
            grads.append(((G * H).sum(), A.T @ dZ))
            G = G + dZ @ W.T
        return G, grads


class TransposeForgotten:
    """W where its transpose belongs; the matrices are square."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = alpha * G * (1 - H**2)
            grads.append(((G * H).sum(), A.T @ dZ))
            G = G + dZ @ W
        return G, grads[::-1]


class SkipPathFromTheEnd:
    """Adds dY itself instead of the gradient that has arrived."""

    backends = ("numpy", "torch")

    def residual_stack_backward(dY, X, layers):
        inputs, branches = [X], []
        for alpha, W in layers:
            Z = inputs[-1] @ W
            branches.append(Z.tanh() if hasattr(Z, "tanh") else np.tanh(Z))
            inputs.append(inputs[-1] + alpha * branches[-1])
        grads, G = [], dY * 1
        for (alpha, W), A, H in zip(layers[::-1], inputs[-2::-1], branches[::-1]):
            dZ = alpha * G * (1 - H**2)
            grads.append(((G * H).sum(), A.T @ dZ))
            G = dY + dZ @ W.T
        return G, grads[::-1]
