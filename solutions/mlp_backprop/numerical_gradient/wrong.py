class ForwardDifference:
    """Steps one way only: the error is of order h, not h squared."""

    backends = ("numpy", "torch")

    def numerical_gradient(f, x, h=1e-5):
        if not h > 0:
            raise ValueError("h")
        flat = x.reshape(-1) + 0.0
        rows = []
        for i in range(len(flat)):
            moved = flat + 0.0
            moved[i] += h
            rows.append((float(f(moved.reshape(x.shape))) - float(f(flat.reshape(x.shape)))) / h)
        out = x.reshape(-1) * 0.0
        for i, row in enumerate(rows):
            out[i] = row
        return out.reshape(x.shape)


class HalfForgotten:
    """Divides by h: twice the gradient."""

    def numerical_gradient(f, x, h=1e-5):
        x, g = np.array(x, dtype=float), np.zeros(np.shape(x))
        for i in np.ndindex(x.shape):
            e = np.zeros_like(x)
            e[i] = h
            g[i] = (f(x + e) - f(x - e)) / h
        return g


class StepNotTakenBack:
    """Leaves every earlier entry shifted down by h."""

    def numerical_gradient(f, x, h=1e-5):
        if not h > 0:
            raise ValueError("h")
        x, g = np.array(x, dtype=float), np.zeros(np.shape(x))
        for i in np.ndindex(x.shape):
            x[i] += h
            up = f(x)
            x[i] -= 2 * h
            g[i] = (up - f(x)) / (2 * h)
        return g


class WritesIntoX:
    """Works on the caller's own array and does not restore it."""

    def numerical_gradient(f, x, h=1e-5):
        if not h > 0:
            raise ValueError("h")
        g = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            x[i] += h
            up = f(x)
            x[i] -= 2 * h
            g[i] = (up - f(x)) / (2 * h)
        return g


class StaysInFloat32:
    """Steps in the precision of x: in float32 the difference is mostly rounding error."""

    backends = ("torch",)

    def numerical_gradient(f, x, h=1e-5):
        if not h > 0:
            raise ValueError("h")
        slopes = []
        for row in torch.eye(x.numel(), dtype=x.dtype):
            e = h * row.reshape(x.shape)
            slopes.append((float(f(x + e)) - float(f(x - e))) / (2 * h))
        return torch.tensor(slopes, dtype=x.dtype).reshape(x.shape)


class OneStepForAll:
    """Moves all entries together: one directional derivative, copied to every entry."""

    def numerical_gradient(f, x, h=1e-5):
        if not h > 0:
            raise ValueError("h")
        x = np.array(x, dtype=float)
        return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


class NanLooksEqual:
    """`scale > 0` is False for NaN, so a NaN gradient counts as a perfect match."""

    backends = ("numpy", "torch")

    def relative_error(a, b):
        if a.shape != b.shape:
            raise ValueError("shapes")
        scale = float(((a * 1.0) ** 2).sum()) ** 0.5 + float((b**2).sum()) ** 0.5
        return float(((a - b) ** 2).sum()) ** 0.5 / scale if scale > 0 else 0.0


class AbsoluteError:
    """Not relative: depends on the units of the loss."""

    def relative_error(a, b):
        if a.shape != b.shape:
            raise ValueError("shapes")
        return float(np.linalg.norm(np.asarray(a, float) - np.asarray(b, float)))


class BroadcastsSilently:
    """Takes any two shapes that broadcast."""

    def relative_error(a, b):
        a, b = a.astype(float), b.astype(float)
        scale = np.linalg.norm(a) + np.linalg.norm(b)
        return 0.0 if scale == 0 else float(np.linalg.norm(a - b) / scale)


class ZeroOverZero:
    """Divides without looking: two zero gradients give NaN."""

    backends = ("torch",)

    def relative_error(a, b):
        if a.shape != b.shape:
            raise ValueError("shapes")
        a, b = a.double(), b.double()
        return float((a - b).norm() / (a.norm() + b.norm()))
