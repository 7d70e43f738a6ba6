class FanOutForFanIn:
    """Takes d_in from the columns, as PyTorch's weight layout (d_out, d_in) suggests."""

    backends = ("numpy", "torch")
    edits = {"d_in, d_out = draws.shape": "d_out, d_in = draws.shape"}


class LimitIsTheStandardDeviation:
    """Uniform on [-s, s): its variance is a third of what it should be. torch's nn.Linear does that."""

    backends = ("numpy", "torch")
    edits = {"return (2 * draws - 1) * (3**0.5 * s)": "return (2 * draws - 1) * s"}


class VarianceForStandardDeviation:
    """Forgets the square root."""

    backends = ("numpy", "torch")
    edits = {"s = variances[kind] ** 0.5": "s = variances[kind]"}


class UniformNotCentred:
    """Scales uniform draws like normal ones: all weights are positive."""

    backends = ("numpy", "torch")
    edits = {"return (2 * draws - 1) * (3**0.5 * s)": "return s * draws"}


class UnknownMeansXavier:
    """Anything that is not he or lecun silently becomes Xavier, zeros as well."""

    backends = ("numpy", "torch")
    edits = {
        'raise ValueError(f"scaled_weights: kind must be one of {list(variances)}; got {kind!r}.")': (
            'kind = "xavier"'
        )
    }


class StandardisesTheDraws:
    """Divides by the sample's own deviation: the variance of one draw is exact, its law is another."""

    edits = {
        "return (2 * draws - 1) * (3**0.5 * s)": "pass",
        "return s * draws": "return s * (draws - draws.mean()) / (draws.std() + 1e-12)",
    }


class NoSignFix:
    """Q as LAPACK returns it: orthogonal, but not Haar distributed."""

    edits = {"Q = gain * Q * np.sign(np.diag(R))": "Q = gain * Q"}


class NoSignFixInTorch:
    """The same in PyTorch."""

    backends = ("torch",)
    edits = {"Q = gain * Q * torch.sign(torch.diag(R))": "Q = gain * Q"}


class SignsOnTheRows:
    """Multiplies row j by the sign of R[j, j]; for the wide case it needs no loop to be wrong."""

    edits = {
        ("Q, R = np.linalg.qr(draws.T if wide else draws)\nQ = gain * Q * np.sign(np.diag(R))"): (
            "Q, R = np.linalg.qr(draws.T if wide else draws)\n"
            "Q[: len(R)] *= np.sign(np.diag(R))[:, None]\n"
            "Q = gain * Q"
        )
    }


class GainForgotten:
    """Right signs, but always of gain 1."""

    backends = ("numpy", "torch")
    edits = {"Q = gain * Q": "Q = Q"}


class SingularVectors:
    """U V^T of the SVD: orthogonal and Haar distributed too, but not the Q of the contract."""

    def orthogonal_weights(draws, gain=1.0):
        U, _, Vt = np.linalg.svd(draws, full_matrices=False)
        return gain * U @ Vt
