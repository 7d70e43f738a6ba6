class StepStaysInPlace:
    """Adds the step to the same array for every entry: earlier entries keep theirs."""

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h")
        z = x.astype(np.complex128)
        slopes = []
        for k in range(x.size):
            z.flat[k] += 1j * h
            value = f(z)
            if not np.iscomplexobj(value):
                raise ValueError("real")
            slopes.append(value.imag / h)
        return np.array(slopes).reshape(x.shape)


class RealStep:
    """A forward difference in disguise: the step is real, so it needs f(x) as well."""

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h")
        slopes = []
        for k in range(x.size):
            z = x.astype(np.complex128)
            z.flat[k] += h
            value, here = f(z), f(x.astype(np.complex128))
            if not np.iscomplexobj(value):
                raise ValueError("real")
            slopes.append(((value - here) / h).real)
        return np.array(slopes).reshape(x.shape)


class AllEntriesAtOnce:
    """One question with the step in every entry: that is the sum of all slopes."""

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h")
        value = f(x + 1j * h)
        if not np.iscomplexobj(value):
            raise ValueError("real")
        return np.full(x.shape, value.imag / h)


class SilentOnRealResults:
    """Takes the imaginary part of whatever comes, so that abs gets the slope 0."""

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h")
        slopes = []
        for k in range(x.size):
            z = x.astype(np.complex128)
            z.flat[k] += 1j * h
            slopes.append(np.imag(f(z)) / h)
        return np.array(slopes).reshape(x.shape)


class SinglePrecision:
    """torch.complex64, the default for complex numbers: seven digits."""

    backends = ("torch",)

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h")
        slopes = []
        for k in range(x.numel()):
            z = x.reshape(-1).to(torch.complex64)
            z[k] += 1j * h
            value = f(z.reshape(x.shape))
            if not value.is_complex():
                raise ValueError("real")
            slopes.append(float(value.imag) / h)
        return torch.tensor(slopes, dtype=torch.float64).reshape(x.shape)


class ForgotToDivide:
    """The imaginary part itself: the slope times h, which is next to nothing."""

    backends = ("torch",)

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h")
        slopes = []
        for k in range(x.numel()):
            z = x.reshape(-1).to(torch.complex128)
            z[k] += 1j * h
            value = f(z.reshape(x.shape))
            if not value.is_complex():
                raise ValueError("real")
            slopes.append(float(value.imag))
        return torch.tensor(slopes, dtype=torch.float64).reshape(x.shape)


class Autograd:
    """Not the complex step at all: autograd, which the function of the judge does not support."""

    backends = ("torch",)

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h")
        leaf = x.to(torch.complex128).requires_grad_()
        return torch.autograd.grad(f(leaf).real, leaf)[0].real
