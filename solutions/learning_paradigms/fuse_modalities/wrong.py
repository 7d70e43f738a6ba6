class BFirst:
    """The second modality in front."""

    def fuse_concat(A, B):
        return np.concatenate([B, A], axis=1)


class OneBelowTheOther:
    """Concatenates the examples instead of the features."""

    backends = ("torch",)

    def fuse_concat(A, B):
        return torch.cat([A, B], dim=0)


class TimesZero:
    """Multiplies a missing input by 0: NaN stays NaN."""

    backends = ("numpy", "torch")

    def fuse_average(A, B, present):
        if A.shape != B.shape or not present.any(1).all():
            raise ValueError("shapes")
        return (A * present[:, :1] + B * present[:, 1:]) / present.sum(1)[:, None]


class AlwaysHalf:
    """Divides by two although only one input was there."""

    def fuse_average(A, B, present):
        if A.shape != B.shape or not present.any(axis=1).all():
            raise ValueError("shapes")
        return (np.where(present[:, :1], A, 0) + np.where(present[:, 1:], B, 0)) / 2


class NobodyThere:
    """Returns 0/0 for a row without inputs."""

    backends = ("torch",)

    def fuse_average(A, B, present):
        if A.shape != B.shape:
            raise ValueError("shapes")
        total = torch.where(present[:, :1], A, 0) + torch.where(present[:, 1:], B, 0)
        return total / present.sum(dim=1, keepdim=True)


class ColumnsMixedUp:
    """Reads the presence of B for A and of A for B."""

    def fuse_average(A, B, present):
        if A.shape != B.shape or not present.any(axis=1).all():
            raise ValueError("shapes")
        total = np.where(present[:, 1:], A, 0) + np.where(present[:, :1], B, 0)
        return total / present.sum(axis=1, keepdims=True)


class GateForBoth:
    """The same gate for A and B: the weights no longer add up to one."""

    def fuse_gate(A, B, W, c):
        return sigmoid(np.concatenate([A, B], axis=1) @ W + c) * (A + B)


class GateWithoutSigmoid:
    """A linear gate: weights below 0 and above 1."""

    def fuse_gate(A, B, W, c):
        G = np.concatenate([A, B], axis=1) @ W + c
        return G * A + (1 - G) * B


class GateTurnedRound:
    """An open gate lets B through."""

    backends = ("torch",)

    def fuse_gate(A, B, W, c):
        G = sigmoid(torch.cat([A, B], dim=1) @ W + c)
        return (1 - G) * A + G * B
