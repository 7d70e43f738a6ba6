class UpAndDownCopies:
    """Two copies an entry, flat index."""

    def numerical_gradient(f, x, h=1e-5):
        if not h > 0:
            raise ValueError("h must be positive")
        flat = np.asarray(x, dtype=float).ravel()
        g = np.empty(flat.size)
        for i in range(flat.size):
            up, down = flat.copy(), flat.copy()
            up[i], down[i] = flat[i] + h, flat[i] - h
            g[i] = (float(f(up.reshape(x.shape))) - float(f(down.reshape(x.shape)))) / (2 * h)
        return g.reshape(x.shape)

    def relative_error(a, b):
        if a.shape != b.shape:
            raise ValueError("shapes differ")
        a, b = a.astype(float).ravel(), b.astype(float).ravel()
        scale = np.sqrt(a @ a) + np.sqrt(b @ b)
        return 0.0 if scale == 0 else np.sqrt((a - b) @ (a - b)) / scale


class StepAndUndo:
    """Moves one copy in place and restores the entry."""

    backends = ("torch",)

    def numerical_gradient(f, x, h=1e-5):
        if not h > 0:
            raise ValueError("h must be positive")
        x = x.detach().clone().double()
        g = torch.zeros_like(x)
        flat, out = x.view(-1), g.view(-1)
        for i in range(flat.numel()):
            old = flat[i].item()
            flat[i] = old + h
            up = float(f(x))
            flat[i] = old - h
            out[i] = (up - float(f(x))) / (2 * h)
            flat[i] = old
        return g

    def relative_error(a, b):
        if a.shape != b.shape:
            raise ValueError("shapes differ")
        a, b = a.double(), b.double()
        scale = torch.linalg.vector_norm(a) + torch.linalg.vector_norm(b)
        return torch.linalg.vector_norm(a - b) / torch.where(scale == 0, 1.0, scale)


class StackOfProbes:
    """All steps as one stack of arrays; distances from Python's math."""

    def numerical_gradient(f, x, h=1e-5):
        if not h > 0:
            raise ValueError("h must be positive")
        x = np.array(x, dtype=float)
        steps = h * np.eye(x.size).reshape((x.size, *x.shape))
        rises = [float(f(x + step)) - float(f(x - step)) for step in steps]
        return np.array(rises, dtype=float).reshape(x.shape) / (2 * h)

    def relative_error(a, b):
        if np.shape(a) != np.shape(b):
            raise ValueError("shapes differ")
        a, b = a.astype(float).ravel(), b.astype(float).ravel()
        scale = math.hypot(*a) + math.hypot(*b)
        return math.dist(a, b) / scale if scale else 0.0


class MovedCopies:
    """A copy of the flat tensor for every probe; squares and sums for the norms."""

    backends = ("torch",)

    def numerical_gradient(f, x, h=1e-5):
        if not h > 0:
            raise ValueError("h must be positive")
        flat = x.detach().double().flatten()

        def at(i, by):
            moved = flat.clone()
            moved[i] += by
            return float(f(moved.reshape(x.shape)))

        rises = [at(i, h) - at(i, -h) for i in range(len(flat))]
        return (torch.tensor(rises, dtype=torch.float64) / (h + h)).reshape(x.shape)

    def relative_error(a, b):
        if a.shape != b.shape:
            raise ValueError("shapes differ")
        a, b = a.double(), b.double()
        size = ((a * a).sum().sqrt() + (b * b).sum().sqrt()).item()
        return 0.0 if size == 0 else ((a - b) ** 2).sum().sqrt().item() / size
