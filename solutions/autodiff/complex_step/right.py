class RowsOfTheIdentity:
    """One direction per row of the identity matrix."""

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h must be positive")
        steps = 1j * h * np.eye(x.size).reshape(x.size, *x.shape)
        answers = [f(x.astype(float) + step) for step in steps]
        if not all(isinstance(a, np.complexfloating) for a in answers):
            raise ValueError("the imaginary part is lost")
        return np.array([a.imag / h for a in answers]).reshape(x.shape)


class ByPosition:
    """Walks over index tuples and writes into the gradient."""

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h must be positive")
        gradient = np.zeros(x.shape)
        for place in np.ndindex(*x.shape):
            moved = np.array(x, dtype=complex)
            moved[place] = complex(x[place], h)
            answer = f(moved)
            if np.asarray(answer).dtype.kind != "c":
                raise ValueError("the imaginary part is lost")
            gradient[place] = answer.imag / h
        return gradient


class TorchComplex:
    """Real and imaginary parts put together by torch.complex."""

    backends = ("torch",)

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h must be positive")
        x = x.to(torch.float64)
        gradient = torch.zeros_like(x)
        for k in range(x.numel()):
            step = torch.zeros(x.numel(), dtype=torch.float64)
            step[k] = h
            answer = f(torch.complex(x, step.reshape(x.shape)))
            if answer.dtype != torch.complex128:
                raise ValueError("the imaginary part is lost")
            gradient.view(-1)[k] = answer.imag / h
        return gradient


class TorchIdentity:
    """One direction per row of the identity matrix."""

    backends = ("torch",)

    def complex_step_gradient(f, x, h):
        if not h > 0:
            raise ValueError("h must be positive")
        steps = 1j * h * torch.eye(x.numel(), dtype=torch.complex128)
        answers = [f(x.double() + step.reshape(x.shape)) for step in steps]
        if any(not torch.is_complex(a) for a in answers):
            raise ValueError("the imaginary part is lost")
        slopes = [a.imag.item() / h for a in answers]
        return torch.tensor(slopes, dtype=torch.float64).reshape(x.shape)
