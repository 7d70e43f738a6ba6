class Recursive:
    """A layer measures, asks the rest of the network, and measures again on the way back."""

    def signal_by_depth(X, weights, dY, activation):
        phi = {"linear": lambda z: z, "relu": lambda z: z.clip(min=0), "tanh": np.tanh}
        slope = {"linear": np.ones_like, "relu": np.sign, "tanh": lambda a: 1 - a * a}
        if activation not in phi:
            raise ValueError("activation")

        def descend(A, rest):
            here = np.square(A).mean()
            if not rest:
                d = dY.astype(float)
                return [here], [np.square(d).mean()], d
            B = phi[activation](A @ rest[0])
            ups, downs, d = descend(B, rest[1:])
            d = np.einsum("nj,ij->ni", d * slope[activation](B), rest[0])
            return [here, *ups], [np.square(d).mean(), *downs], d

        ups, downs, _ = descend(X.astype(float), [W.astype(float) for W in weights])
        return np.array(ups), np.array(downs)


class PreActivationsKept:
    """Keeps every Z; the slope of tanh is 1 / cosh², the norm gives the mean square."""

    def signal_by_depth(X, weights, dY, activation):
        if activation not in ["linear", "relu", "tanh"]:
            raise ValueError("activation")
        wide = [np.array(W, dtype=np.float64) for W in weights]
        A, Zs = np.array(X, dtype=np.float64), []
        forward = np.zeros(len(wide) + 1)
        for k in range(len(wide) + 1):
            forward[k] = np.vdot(A, A) / A.size
            if k < len(wide):
                Zs.append(A.dot(wide[k]))
                A = np.tanh(Zs[k]) if activation == "tanh" else Zs[k]
                if activation == "relu":
                    A = np.where(A > 0, A, 0.0)
        d = np.array(dY, dtype=np.float64)
        backward = np.zeros_like(forward)
        for k in range(len(wide), -1, -1):
            backward[k] = np.vdot(d, d) / d.size
            if k > 0:
                Z = Zs[k - 1]
                if activation == "relu":
                    d = np.where(Z > 0, d, 0.0)
                elif activation == "tanh":
                    d = d / np.cosh(Z) ** 2
                d = wide[k - 1].dot(d.T).T
        return forward, backward


class RecursiveInTorch:
    """The recursion in PyTorch."""

    backends = ("torch",)

    def signal_by_depth(X, weights, dY, activation):
        phi = {"linear": lambda z: z, "relu": lambda z: z.clamp(min=0), "tanh": torch.tanh}
        if activation not in phi:
            raise ValueError("activation")

        def descend(A, rest):
            here = A.square().mean().reshape(1)
            if not rest:
                d = dY.double()
                return here, d.square().mean().reshape(1), d
            B = phi[activation](A @ rest[0])
            ups, downs, d = descend(B, rest[1:])
            if activation != "linear":
                d = d * (B.sign() if activation == "relu" else 1 - B.square())
            d = torch.einsum("nj,ij->ni", d, rest[0])
            return torch.cat([here, ups]), torch.cat([d.square().mean().reshape(1), downs]), d

        return descend(X.double(), [W.double() for W in weights])[:2]


class JacobianProducts:
    """One row at a time: the Jacobians of the layers, then products with the row of dY."""

    backends = ("torch",)

    def signal_by_depth(X, weights, dY, activation):
        if activation not in {"linear", "relu", "tanh"}:
            raise ValueError("activation")
        depth = len(weights)
        up, down = torch.zeros(2, depth + 1, dtype=torch.float64)
        for a, d in zip(X.double(), dY.double()):
            up[0] += a.dot(a) / a.numel()
            jacobians = []
            for k, W in enumerate(weights, 1):
                z = a @ W.double()
                a = {"linear": z, "relu": z.relu(), "tanh": z.tanh()}[activation]
                s = {"linear": z * 0 + 1, "relu": (z > 0).double(), "tanh": 1 - a * a}[activation]
                jacobians.append(torch.diag(s) @ W.double().T)
                up[k] += a.dot(a) / a.numel()
            down[depth] += d.dot(d) / d.numel()
            for k in range(depth - 1, -1, -1):
                d = d @ jacobians[k]
                down[k] += d.dot(d) / d.numel()
        return up / len(X), down / len(X)
