class OneSublayerAtATime:
    """Both halves of a block are the same pattern, so it is written once."""

    def _half(dY, X, inner, outer, order):
        """Back through one residual half; inner runs first. (dX, of inner, of outer)"""
        M = inner[0](X)
        if order == "pre":
            dM, second = outer[1](dY, M)
            branch, first = inner[1](dM, X)
            return dY + branch, first, second
        dM, second = outer[1](dY, X + M)
        branch, first = inner[1](dM, X)
        return dM + branch, first, second

    def block_backward(dZ, X, parts, order):
        if order not in ("pre", "post"):
            raise ValueError(order)
        norm1, attention, norm2, mlp = parts
        if order == "pre":
            normed = norm1[0](X)
            Y = X + attention[0](normed)
            known = (lambda _: normed, norm1[1])
            dY, g2, g3 = _half(dZ, Y, norm2, mlp, order)
            dX, g0, g1 = _half(dY, X, known, attention, order)
            return dX, [g0, g1, g2, g3]
        total = attention[0](X)
        Y = norm1[0](X + total)
        dY, g3, g2 = _half(dZ, Y, mlp, norm2, order)
        dX, g1, g0 = _half(dY, X, (lambda _: total, attention[1]), norm1, order)
        return dX, [g0, g1, g2, g3]


class Tape:
    """Writes down each step on the way forward, and plays the steps backwards."""

    def block_backward(dZ, X, parts, order):
        programs = {
            "pre": ["save", 0, 1, "add", "save", 2, 3, "add"],
            "post": ["save", 1, "add", 0, "save", 3, "add", 2],
        }
        if order not in programs:
            raise ValueError(order)
        inputs, saved, now, last = {}, None, X, 3 if order == "pre" else 2
        for step in programs[order]:
            if step == "save":
                saved = now
            elif step == "add":
                now = now + saved if now is not None else None
            else:
                inputs[step] = now
                now = None if step == last else parts[step][0](now)
        gradients, dnow, dsaved = [None] * 4, dZ, None
        for step in reversed(programs[order]):
            if step == "add":
                dsaved = dnow
            elif step == "save":
                dnow = dnow + dsaved
            else:
                dnow, gradients[step] = parts[step][1](dnow, inputs[step])
        return dnow, gradients


class TorchTape:
    """A list of closures, called from the last to the first."""

    backends = ("torch",)

    def block_backward(dZ, X, parts, order):
        if order != "pre" and order != "post":
            raise ValueError(order)
        layout = [(0, 1), (2, 3)] if order == "pre" else [(1, 0), (3, 2)]
        steps, Y = [], X
        for first, second in layout:
            inner = parts[first][0](Y)
            middle = inner if order == "pre" else torch.add(Y, inner)
            steps.append((first, second, Y, middle))
            if second != layout[-1][1]:
                out = parts[second][0](middle)
                Y = torch.add(Y, out) if order == "pre" else out
        found, g = {}, dZ
        for first, second, start, middle in reversed(steps):
            dmiddle, found[second] = parts[second][1](g, middle)
            dstart, found[first] = parts[first][1](dmiddle, start)
            g = torch.add(dstart, g if order == "pre" else dmiddle)
        return g, [found[k] for k in range(4)]


class TorchOneLineEach:
    """Five lines forward, the same five backward; no variable is used for two things."""

    backends = ("torch",)

    def block_backward(dZ, X, parts, order):
        a, b, c, d = parts
        if order == "pre":
            x1 = a[0](X)
            x2 = torch.add(X, b[0](x1))
            x3 = c[0](x2)
            d3, gd = d[1](dZ, x3)
            d2, gc = c[1](d3, x2)
            d1, gb = b[1](torch.add(dZ, d2), x1)
            d0, ga = a[1](d1, X)
            return torch.stack([dZ, d2, d0]).sum(dim=0), [ga, gb, gc, gd]
        if order != "post":
            raise ValueError(f"{order} is neither pre nor post")
        x1 = torch.add(X, b[0](X))
        x2 = a[0](x1)
        d3, gc = c[1](dZ, torch.add(x2, d[0](x2)))
        d2, gd = d[1](d3, x2)
        d1, ga = a[1](torch.add(d3, d2), x1)
        d0, gb = b[1](d1, X)
        return torch.add(d1, d0), [ga, gb, gc, gd]
