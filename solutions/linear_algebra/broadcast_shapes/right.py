class Padded:
    """All shapes filled up with ones in front, then axis by axis."""

    def broadcast_shapes(shapes):
        length = max([len(s) for s in shapes] + [0])
        padded = [(1,) * (length - len(s)) + tuple(s) for s in shapes]
        out = []
        for sizes in zip(*padded):
            others = [s for s in sizes if s != 1]
            if any(s != others[0] for s in others):
                raise ValueError(f"sizes {sizes}")
            out.append(others[0] if others else 1)
        return tuple(out)

    def squared_distances(X, Y):
        if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
            raise ValueError("shape")
        D = np.zeros((len(X), len(Y)), dtype=X.dtype)
        for x, y in zip(X.T, Y.T):
            D += np.subtract.outer(x, y) ** 2
        return D


class TwoAtATime:
    """A fold: the result so far meets the next shape."""

    def broadcast_shapes(shapes):
        out = []
        for shape in shapes:
            a, b = list(out)[::-1], list(shape)[::-1]
            longer, shorter = (a, b) if len(a) >= len(b) else (b, a)
            for i, s in enumerate(shorter):
                if longer[i] == 1:
                    longer[i] = s
                elif s not in (1, longer[i]):
                    raise ValueError(f"{s} against {longer[i]}")
            out = longer[::-1]
        return tuple(out)


class TorchLibrary:
    """The library's rules, its RuntimeError translated; distances by repeated rows."""

    backends = ("torch",)

    def broadcast_shapes(shapes):
        try:
            return tuple(torch.broadcast_shapes(*shapes)) if shapes else ()
        except RuntimeError:
            raise ValueError(f"{shapes}") from None

    def squared_distances(X, Y):
        if X.dim() != 2 or Y.dim() != 2 or X.shape[1] != Y.shape[1]:
            raise ValueError("shape")
        gap = X.unsqueeze(1).expand(-1, len(Y), -1) - Y
        return torch.einsum("ijl,ijl->ij", gap, gap)


class TorchColumns:
    """One coordinate after another."""

    backends = ("torch",)

    def squared_distances(X, Y):
        if X.dim() != 2 or Y.dim() != 2 or X.shape[1] != Y.shape[1]:
            raise ValueError("shape")
        D = X.new_zeros(len(X), len(Y))
        for x, y in zip(X.unbind(1), Y.unbind(1)):
            D = D + (x[:, None] - y).square()
        return D
