class FanOutForFanIn:
    """Takes d_in from the columns, as PyTorch's weight layout (d_out, d_in) suggests."""

    backends = ("numpy", "torch")

    def scaled_weights(draws, kind, distribution="normal"):
        d_out, d_in = draws.shape if draws.ndim == 2 else (0, 0)
        table = {"lecun": (1, d_in), "xavier": (2, d_in + d_out), "he": (2, d_in)}
        if draws.ndim != 2 or kind not in table or distribution not in ("normal", "uniform"):
            raise ValueError("kind")
        s = (table[kind][0] / table[kind][1]) ** 0.5
        return s * draws if distribution == "normal" else (2 * draws - 1) * 3**0.5 * s


class LimitIsTheStandardDeviation:
    """Uniform on [-s, s): its variance is a third of what it should be. torch's nn.Linear does that."""

    backends = ("numpy", "torch")

    def scaled_weights(draws, kind, distribution="normal"):
        if draws.ndim != 2 or distribution not in ("normal", "uniform"):
            raise ValueError("draws")
        d_in, d_out = draws.shape
        table = {"lecun": 1 / d_in, "xavier": 2 / (d_in + d_out), "he": 2 / d_in}
        if kind not in table:
            raise ValueError("kind")
        return table[kind] ** 0.5 * (draws if distribution == "normal" else 2 * draws - 1)


class VarianceForStandardDeviation:
    """Forgets the square root."""

    backends = ("numpy", "torch")

    def scaled_weights(draws, kind, distribution="normal"):
        if draws.ndim != 2 or distribution not in ("normal", "uniform"):
            raise ValueError("draws")
        d_in, d_out = draws.shape
        table = {"lecun": 1 / d_in, "xavier": 2 / (d_in + d_out), "he": 2 / d_in}
        if kind not in table:
            raise ValueError("kind")
        return table[kind] * (draws if distribution == "normal" else 3**0.5 * (2 * draws - 1))


class UniformNotCentred:
    """Scales uniform draws like normal ones: all weights are positive."""

    def scaled_weights(draws, kind, distribution="normal"):
        if draws.ndim != 2 or distribution not in ("normal", "uniform"):
            raise ValueError("draws")
        d_in, d_out = draws.shape
        table = {"lecun": 1 / d_in, "xavier": 2 / (d_in + d_out), "he": 2 / d_in}
        if kind not in table:
            raise ValueError("kind")
        return table[kind] ** 0.5 * draws


class UnknownMeansXavier:
    """Anything that is not he or lecun silently becomes Xavier, zeros as well."""

    def scaled_weights(draws, kind, distribution="normal"):
        if draws.ndim != 2 or distribution not in ("normal", "uniform"):
            raise ValueError("draws")
        d_in, d_out = draws.shape
        s = {"lecun": 1 / d_in, "he": 2 / d_in}.get(kind, 2 / (d_in + d_out)) ** 0.5
        return s * (draws if distribution == "normal" else 3**0.5 * (2 * draws - 1))


class StandardisesTheDraws:
    """Divides by the sample's own deviation: the variance of one draw is exact, its law is another."""

    def scaled_weights(draws, kind, distribution="normal"):
        if draws.ndim != 2 or distribution not in ("normal", "uniform"):
            raise ValueError("draws")
        d_in, d_out = draws.shape
        table = {"lecun": 1 / d_in, "xavier": 2 / (d_in + d_out), "he": 2 / d_in}
        if kind not in table:
            raise ValueError("kind")
        return table[kind] ** 0.5 * (draws - draws.mean()) / (draws.std() + 1e-12)


class NoSignFix:
    """Q as LAPACK returns it: orthogonal, but not Haar distributed."""

    def orthogonal_weights(draws, gain=1.0):
        if draws.shape[0] < draws.shape[1]:
            return gain * np.linalg.qr(draws.T)[0].T
        return gain * np.linalg.qr(draws)[0]


class NoSignFixInTorch:
    """The same in PyTorch."""

    backends = ("torch",)

    def orthogonal_weights(draws, gain=1.0):
        if draws.shape[0] < draws.shape[1]:
            return gain * torch.linalg.qr(draws.T)[0].T
        return gain * torch.linalg.qr(draws)[0]


class SignsOnTheRows:
    """Multiplies row j by the sign of R[j, j]; for the wide case it needs no loop to be wrong."""

    def orthogonal_weights(draws, gain=1.0):
        wide = draws.shape[0] < draws.shape[1]
        Q, R = np.linalg.qr(draws.T if wide else draws)
        k = len(R)
        Q[:k] = Q[:k] * np.sign(np.diag(R))[:, None]
        return gain * (Q.T if wide else Q)


class GainForgotten:
    """Right signs, but always of gain 1."""

    backends = ("torch",)

    def orthogonal_weights(draws, gain=1.0):
        wide = draws.shape[0] < draws.shape[1]
        Q, R = torch.linalg.qr(draws.T if wide else draws)
        Q = Q * torch.sign(torch.diag(R))
        return Q.T if wide else Q


class SingularVectors:
    """U V^T of the SVD: orthogonal and Haar distributed too, but not the Q of the contract."""

    def orthogonal_weights(draws, gain=1.0):
        U, _, Vt = np.linalg.svd(draws, full_matrices=False)
        return gain * U @ Vt
