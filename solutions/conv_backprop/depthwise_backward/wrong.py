def _right(dY, X, W, stride, padding):
    """A right answer, for the mistakes below to spoil one thing in it."""
    (p, q), (k_y, k_x) = padding, W.shape[1:]
    big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
    tops = range(0, big.shape[2] - k_y + 1, stride[0])
    lefts = range(0, big.shape[3] - k_x + 1, stride[1])
    if dY.shape != (*X.shape[:2], len(tops), len(lefts)):
        raise ValueError("dY")
    d_big, dW = np.zeros_like(big), np.zeros_like(W)
    for (y, top), (x, left) in ((a, b) for a in enumerate(tops) for b in enumerate(lefts)):
        sent = dY[:, :, y, x, None, None]
        d_big[:, :, top : top + k_y, left : left + k_x] += sent * W
        dW += (sent * big[:, :, top : top + k_y, left : left + k_x]).sum(axis=0)
    return d_big[:, :, p : p + X.shape[2], q : q + X.shape[3]], dW


class NotTurned:
    """The broken code as it is handed out: the kernel is not turned."""

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        _, dW = _right(dY, X, W, stride, padding)
        return _right(dY, X, W[:, ::-1, ::-1], stride, padding)[0], dW


class TurnedInOneAxis:
    """Turns the rows only: right for kernels of one column, and for left-right symmetric ones."""

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        _, dW = _right(dY, X, W, stride, padding)
        return _right(dY, X, W[:, :, ::-1], stride, padding)[0], dW


class TransposedInsteadOfTurned:
    """Swaps rows and columns of a square kernel."""

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        dX, dW = _right(dY, X, W, stride, padding)
        if W.shape[1] == W.shape[2]:
            dX = _right(dY, X, W.swapaxes(1, 2), stride, padding)[0]
        return dX, dW


class TurnsTheWeightGradientToo:
    """Turns dW as well, for symmetry's sake."""

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        dX, dW = _right(dY, X, W, stride, padding)
        return dX, dW[:, ::-1, ::-1].copy()


class TurnsTheCallersKernel:
    """Mends it by turning W in place."""

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        answer = _right(dY, X, W, stride, padding)
        W[...] = W[:, ::-1, ::-1].copy()
        return answer


class AnyUpstream:
    """Lets dY broadcast to the shape of the output."""

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        sizes = [
            (d + 2 * e - k) // s + 1
            for d, e, k, s in zip(X.shape[2:], padding, W.shape[1:], stride)
        ]
        return _right(
            np.broadcast_to(dY, (*X.shape[:2], *sizes)).astype(X.dtype), X, W, stride, padding
        )


class TorchNotTurned:
    """The broken code as it is handed out."""

    backends = ("torch",)

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        kernels = W[:, None]
        options = {"stride": stride, "padding": padding, "groups": len(W)}
        if F.conv2d(X, kernels, **options).shape != dY.shape:
            raise ValueError("dY")
        dX = torch.nn.grad.conv2d_input(X.shape, kernels.flip(2, 3), dY, **options)
        return dX, torch.nn.grad.conv2d_weight(X, kernels.shape, dY, **options)[:, 0]


class TorchTurnedInOneAxis:
    """flip(2) where flip(1, 2) belongs."""

    backends = ("torch",)

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        kernels = W[:, None]
        options = {"stride": stride, "padding": padding, "groups": len(W)}
        if F.conv2d(X, kernels, **options).shape != dY.shape:
            raise ValueError("dY")
        dX = torch.nn.grad.conv2d_input(X.shape, kernels.flip(2), dY, **options)
        return dX, torch.nn.grad.conv2d_weight(X, kernels.shape, dY, **options)[:, 0]


class TorchTurnsTheWeightGradientToo:
    """Turns dW as well, for symmetry's sake."""

    backends = ("torch",)

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        kernels = W[:, None]
        options = {"stride": stride, "padding": padding, "groups": len(W)}
        if F.conv2d(X, kernels, **options).shape != dY.shape:
            raise ValueError("dY")
        dW = torch.nn.grad.conv2d_weight(X, kernels.shape, dY, **options)[:, 0]
        return torch.nn.grad.conv2d_input(X.shape, kernels, dY, **options), dW.flip(1, 2)
