class AlignedLeft:
    """Aligns shapes at their first axis."""

    def broadcast_shapes(shapes):
        out = []
        for axis in range(max([len(s) for s in shapes] + [0])):
            sizes = {s[axis] for s in shapes if len(s) > axis} - {1}
            if len(sizes) > 1:
                raise ValueError(f"{sizes}")
            out.append(sizes.pop() if sizes else 1)
        return tuple(out)


class LargestSize:
    """Takes the largest size of each axis: wrong with size 0."""

    backends = ("numpy", "torch")

    def broadcast_shapes(shapes):
        length = max([len(s) for s in shapes] + [0])
        out = []
        for sizes in zip(*[(1,) * (length - len(s)) + tuple(s) for s in shapes]):
            if len(set(sizes) - {1}) > 1:
                raise ValueError(f"{sizes}")
            out.append(max(sizes))
        return tuple(out)


class NeverRefuses:
    """Takes the largest size and lets every mismatch through."""

    def broadcast_shapes(shapes):
        length = max([len(s) for s in shapes] + [0])
        return tuple(max(z) for z in zip(*[(1,) * (length - len(s)) + tuple(s) for s in shapes]))


class SameLengthOnly:
    """Refuses shapes of different length."""

    def broadcast_shapes(shapes):
        if len({len(s) for s in shapes}) > 1:
            raise ValueError(f"{shapes}")
        return tuple(np.broadcast_shapes(*shapes))


class NeighboursOnly:
    """Compares each shape with the next one, not with the result so far."""

    backends = ("numpy", "torch")

    def broadcast_shapes(shapes):
        length = max([len(s) for s in shapes] + [0])
        out = []
        for sizes in zip(*[(1,) * (length - len(s)) + tuple(s) for s in shapes]):
            if any(1 not in pair and pair[0] != pair[1] for pair in zip(sizes, sizes[1:])):
                raise ValueError(f"{sizes}")
            out.append(next((s for s in sizes if s != 1), 1))
        return tuple(out)


class DivisorsFit:
    """Believes that 2 broadcasts to 4 because it divides it."""

    def broadcast_shapes(shapes):
        length = max([len(s) for s in shapes] + [0])
        out = []
        for sizes in zip(*[(1,) * (length - len(s)) + tuple(s) for s in shapes]):
            rest = [s for s in sizes if s != 1]
            top = max(rest, default=1)
            if any(s != top and (s == 0 or top % s) for s in rest):
                raise ValueError(f"{sizes}")
            out.append(top)
        return tuple(out)


class MuteRefusal:
    """Refuses without the sizes."""

    def broadcast_shapes(shapes):
        try:
            return np.broadcast_shapes(*shapes)
        except ValueError:
            raise ValueError("shapes do not fit") from None


class ExpandedSquare:
    """The shortcut with three terms: it cancels."""

    def squared_distances(X, Y):
        if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
            raise ValueError("shape")
        return (X**2).sum(axis=1)[:, None] - 2 * X @ Y.T + (Y**2).sum(axis=1)


class RowWithItsRow:
    """X - Y: pairs of equal number only, spread over the table."""

    def squared_distances(X, Y):
        if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
            raise ValueError("shape")
        return np.broadcast_to(((X - Y[: len(X)]) ** 2).sum(axis=1), (len(X), len(Y))).copy()


class NoGuard:
    """Lets d = 1 broadcast."""

    def squared_distances(X, Y):
        return ((X[:, None] - Y[None]) ** 2).sum(axis=2)


class TorchExpandedSquare:
    """torch.cdist by the shortcut: it cancels."""

    backends = ("torch",)

    def squared_distances(X, Y):
        if X.dim() != 2 or Y.dim() != 2 or X.shape[1] != Y.shape[1]:
            raise ValueError("shape")
        return torch.cdist(X, Y, compute_mode="use_mm_for_euclid_dist") ** 2


class TorchTransposed:
    """Rows of Y first."""

    backends = ("torch",)

    def squared_distances(X, Y):
        if X.dim() != 2 or Y.dim() != 2 or X.shape[1] != Y.shape[1]:
            raise ValueError("shape")
        return ((Y[:, None] - X) ** 2).sum(dim=2)
