ROOT = math.sqrt(2 / math.pi)


def _lib():
    return np if "np" in globals() else torch


def _erf(Z):
    return erf(Z) if "erf" in globals() else torch.erf(Z)


def _cdf(Z):
    return 0.5 * (1 + _erf(Z / math.sqrt(2)))


def _exact(Z):
    return _cdf(Z) + Z * _lib().exp(-0.5 * Z**2) / math.sqrt(2 * math.pi)


def _tanh(Z):
    T = _lib().tanh(ROOT * (Z + 0.044715 * Z**3))
    return 0.5 * (1 + T) + 0.5 * Z * (1 - T**2) * ROOT * (1 + 0.134145 * Z**2)


def _choose(form, exact, tanh):
    if form not in ("exact", "tanh"):
        raise ValueError(form)
    return exact if form == "exact" else tanh


class SigmoidForm:
    """z * sigmoid(1.702 z), a third approximation that is cruder."""

    backends = ("numpy", "torch")

    def gelu(Z, form):
        return _choose(form, Z * _cdf(Z), Z / (1 + _lib().exp(-1.702 * Z)))


class OneFormForBoth:
    """Takes the slope of the exact form whatever the forward pass used."""

    backends = ("numpy", "torch")

    def gelu_backward(dY, Z, form):
        return _choose(form, dY * _exact(Z), dY * _exact(Z))


class FirstTermOnly:
    """Phi(z) alone: z was taken for a constant in the probability."""

    backends = ("numpy", "torch")

    def gelu_backward(dY, Z, form):
        T = _lib().tanh(ROOT * (Z + 0.044715 * Z**3))
        return _choose(form, dY * _cdf(Z), dY * 0.5 * (1 + T))


class InnerSlopeForgotten:
    """The chain rule stops at tanh: the slope of u is missing."""

    backends = ("numpy", "torch")

    def gelu_backward(dY, Z, form):
        T = _lib().tanh(ROOT * (Z + 0.044715 * Z**3))
        return _choose(form, dY * _exact(Z), dY * 0.5 * (1 + T + Z * (1 - T**2)))


class CubeWithoutThree:
    """The derivative of 0.044715 z^3 without the factor 3."""

    backends = ("numpy", "torch")

    def gelu_backward(dY, Z, form):
        T = _lib().tanh(ROOT * (Z + 0.044715 * Z**3))
        du = ROOT * (1 + 0.044715 * Z**2)
        return _choose(form, dY * _exact(Z), dY * 0.5 * (1 + T + Z * (1 - T**2) * du))


class DensityWithoutItsConstant:
    """exp(-z^2/2) without 1/sqrt(2 pi)."""

    backends = ("numpy", "torch")

    def gelu_backward(dY, Z, form):
        exact = _cdf(Z) + Z * _lib().exp(-0.5 * Z**2)
        return _choose(form, dY * exact, dY * _tanh(Z))


class ErfWithoutTheRoot:
    """erf(z) in place of erf(z / sqrt(2))."""

    def gelu_backward(dY, Z, form):
        exact = 0.5 * (1 + _erf(Z)) + Z * np.exp(-0.5 * Z**2) / math.sqrt(2 * math.pi)
        return _choose(form, dY * exact, dY * _tanh(Z))


class SlopeAtTheOutput:
    """Takes the slope at y = gelu(z), as one may for tanh but not here."""

    backends = ("numpy", "torch")

    def gelu_backward(dY, Z, form):
        Y = Z * _cdf(Z)
        return _choose(form, dY * _exact(Y), dY * _tanh(Y))


class UpstreamForgotten:
    """Returns the slope alone."""

    backends = ("numpy", "torch")

    def gelu_backward(dY, Z, form):
        return _choose(form, _exact(Z), _tanh(Z))


class AnyWordIsTanh:
    """Falls through to the approximation for any other word."""

    def gelu_backward(dY, Z, form):
        return dY * (_exact(Z) if form == "exact" else _tanh(Z))


class AlwaysFloat64:
    """Computes in float64 whatever it is given."""

    def gelu_backward(dY, Z, form):
        Z = Z.astype(float)
        return _choose(form, dY * _exact(Z), dY * _tanh(Z))


class WeightedInPlace:
    """Multiplies the caller's dY."""

    backends = ("numpy", "torch")

    def gelu_backward(dY, Z, form):
        dY *= _choose(form, _exact(Z), _tanh(Z))
        return dY
