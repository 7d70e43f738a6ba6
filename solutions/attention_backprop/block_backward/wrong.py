def _pre(dZ, X, parts, first=True, second=True):
    """Pre-norm, with one residual gradient left out on request."""
    (n1, n1b), (at, atb), (n2, n2b), (_, mb) = parts
    N1 = n1(X)
    Y = X + at(N1)
    dN2, g3 = mb(dZ, n2(Y))
    dY, g2 = n2b(dN2, Y)
    dY = dY + dZ if second else dY
    dN1, g1 = atb(dY, N1)
    dX, g0 = n1b(dN1, X)
    return (dX + dY if first else dX), [g0, g1, g2, g3]


def _post(dZ, X, parts, first=True, second=True):
    """Post-norm, with one residual gradient left out on request."""
    (n1, n1b), (at, atb), (_, n2b), (m, mb) = parts
    U = X + at(X)
    Y = n1(U)
    dV, g2 = n2b(dZ, Y + m(Y))
    dY, g3 = mb(dV, Y)
    dU, g0 = n1b(dY + dV if second else dY, U)
    dX, g1 = atb(dU, X)
    return (dX + dU if first else dX), [g0, g1, g2, g3]


def _choose(order):
    if order not in ("pre", "post"):
        raise ValueError(order)
    return _pre if order == "pre" else _post


class ResidualForgotten:
    """Goes back through the branches alone; in a deep network the gradient vanishes."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        return _choose(order)(dZ, X, parts, first=False, second=False)


class SecondResidualForgotten:
    """Adds at the block's input, and not between its halves."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        return _choose(order)(dZ, X, parts, second=False)


class FirstResidualForgotten:
    """Adds between the halves, and not at the block's input."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        return _choose(order)(dZ, X, parts, first=False)


class OrdersExchanged:
    """Takes pre for post."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        _choose(order)
        return (_post if order == "pre" else _pre)(dZ, X, parts)


class AnyWordIsPost:
    """Falls through to post for any other word."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        return (_pre if order == "pre" else _post)(dZ, X, parts)


class PostAddsAroundTheNorm:
    """post: sends dZ round the norm as well, where there is no path."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        if order != "post":
            return _choose(order)(dZ, X, parts)
        dX, gradients = _post(dZ, X, parts)
        return dX + dZ, gradients


class NormSeesTheSum:
    """pre: the second norm goes back from X in place of Y."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        if order != "pre":
            return _choose(order)(dZ, X, parts)
        (n1, n1b), (at, atb), (n2, n2b), (_, mb) = parts
        N1 = n1(X)
        Y = X + at(N1)
        dN2, g3 = mb(dZ, n2(Y))
        dY, g2 = n2b(dN2, X)
        dY = dY + dZ
        dN1, g1 = atb(dY, N1)
        dX, g0 = n1b(dN1, X)
        return dX + dY, [g0, g1, g2, g3]


class AttentionSeesTheInput:
    """pre: attention goes back from X, not from the normed X that it had."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        if order != "pre":
            return _choose(order)(dZ, X, parts)
        (n1, n1b), (at, atb), (n2, n2b), (_, mb) = parts
        Y = X + at(n1(X))
        dN2, g3 = mb(dZ, n2(Y))
        dY, g2 = n2b(dN2, Y)
        dY = dY + dZ
        dN1, g1 = atb(dY, X)
        dX, g0 = n1b(dN1, X)
        return dX + dY, [g0, g1, g2, g3]


class GradientsInOrderOfTheCalls:
    """The list runs from the last part to the first."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        dX, gradients = _choose(order)(dZ, X, parts)
        return dX, gradients[::-1]


class EverythingTwice:
    """A whole run for nothing before the one that counts: right numbers, twice the work."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        run = _choose(order)
        run(dZ, X, parts)
        return run(dZ, X, parts)


class AddsInPlace:
    """dZ += …: the caller's gradient is changed."""

    backends = ("numpy", "torch")

    def block_backward(dZ, X, parts, order):
        if order != "pre":
            return _choose(order)(dZ, X, parts)
        (n1, n1b), (at, atb), (n2, n2b), (_, mb) = parts
        N1 = n1(X)
        Y = X + at(N1)
        dN2, g3 = mb(dZ, n2(Y))
        branch, g2 = n2b(dN2, Y)
        dZ += branch
        dN1, g1 = atb(dZ, N1)
        branch, g0 = n1b(dN1, X)
        dZ += branch
        return dZ, [g0, g1, g2, g3]
