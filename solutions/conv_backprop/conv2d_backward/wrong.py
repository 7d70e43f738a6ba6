def _backward(dY, X, W, stride, padding):
    """A right answer, for the mistakes below to spoil one thing in it."""
    rows, columns = output_sizes(X, W, stride, padding)
    if dY.shape != (len(X), len(W), rows, columns):
        raise ValueError("dY")
    (p, q), (k_y, k_x) = padding, W.shape[2:]
    big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
    d_big, dW = np.zeros_like(big), np.zeros_like(W)
    for y, x in np.ndindex(rows, columns):
        ys, xs = (
            slice(y * stride[0], y * stride[0] + k_y),
            slice(x * stride[1], x * stride[1] + k_x),
        )
        d_big[:, :, ys, xs] += np.einsum("no,ocij->ncij", dY[:, :, y, x], W)
        dW += np.einsum("no,ncij->ocij", dY[:, :, y, x], big[:, :, ys, xs])
    return d_big[:, :, p : p + X.shape[2], q : q + X.shape[3]], dW, dY.sum((0, 2, 3))


class LastWindowWins:
    """Assigns instead of adding: a pixel in two windows keeps the gradient of one."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        dX, dW, db = _backward(dY, X, W, stride, padding)
        (p, q), (k_y, k_x) = padding, W.shape[2:]
        big = np.zeros((*X.shape[:2], X.shape[2] + 2 * p, X.shape[3] + 2 * q), X.dtype)
        for y, x in np.ndindex(*dY.shape[2:]):
            ys = slice(y * stride[0], y * stride[0] + k_y)
            xs = slice(x * stride[1], x * stride[1] + k_x)
            big[:, :, ys, xs] = np.einsum("no,ocij->ncij", dY[:, :, y, x], W)
        return big[:, :, p : p + X.shape[2], q : q + X.shape[3]], dW, db


class KernelNotTurned:
    """dX as a full convolution with the kernel as it stands: the flip is missing."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        _, dW, db = _backward(dY, X, W, stride, padding)
        return _backward(dY, X, W[:, :, ::-1, ::-1], stride, padding)[0], dW, db


class BothAxesTransposed:
    """A square kernel is transposed in space, as W.T is in an MLP."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        dX, dW, db = _backward(dY, X, W, stride, padding)
        if W.shape[2] == W.shape[3]:
            dX = _backward(dY, X, W.swapaxes(2, 3), stride, padding)[0]
        return dX, dW, db


class OneStrideForBoth:
    """Uses the vertical stride for both axes where it fits."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        try:
            return _backward(dY, X, W, (stride[0], stride[0]), padding)
        except ValueError:
            return _backward(dY, X, W, stride, padding)


class StrideForgottenInDX:
    """Puts the gradients next to each other instead of a stride apart: right for stride 1 only."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        dX, dW, db = _backward(dY, X, W, stride, padding)
        (p, q), (k_y, k_x) = padding, W.shape[2:]
        big = np.zeros((*X.shape[:2], X.shape[2] + 2 * p, X.shape[3] + 2 * q), X.dtype)
        for y, x in np.ndindex(*dY.shape[2:]):
            big[:, :, y : y + k_y, x : x + k_x] += np.einsum("no,ocij->ncij", dY[:, :, y, x], W)
        return big[:, :, p : p + X.shape[2], q : q + X.shape[3]], dW, db


class CutAtTheWrongEnd:
    """Takes the first rows of the padded gradient: shifted by the padding."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        (p, q), (height, width) = padding, X.shape[2:]
        big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
        if dY.shape != (len(X), len(W), *output_sizes(X, W, stride, padding)):
            raise ValueError("dY")
        d_big, dW, db = _backward(dY, big, W, stride, (0, 0))
        return d_big[:, :, :height, :width], dW, db


class LeftOverPixelsForgotten:
    """dX covers only what the windows cover: too small when the stride does not divide."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        dX, dW, db = _backward(dY, X, W, stride, padding)
        seen = [
            (m - 1) * s + k - p for m, s, k, p in zip(dY.shape[2:], stride, W.shape[2:], padding)
        ]
        return dX[:, :, : seen[0], : seen[1]], dW, db


class MeanOverTheBatch:
    """Divides dW and db by the number of images; the loss has done that already."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        dX, dW, db = _backward(dY, X, W, stride, padding)
        n = max(1, len(X))
        return dX, dW / n, db / n


class MeanOverThePlaces:
    """Averages over the places, as if each output had its own share of the kernel."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        dX, dW, db = _backward(dY, X, W, stride, padding)
        places = dY.shape[2] * dY.shape[3]
        return dX, dW / places, db / places


class SmallerUpstreamAccepted:
    """Takes any dY that is not too large."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        full = (len(X), len(W), *output_sizes(X, W, stride, padding))
        if dY.ndim == 4 and dY.shape != full and all(a <= b for a, b in zip(dY.shape, full)):
            dY = np.pad(dY, [(0, b - a) for a, b in zip(dY.shape, full)])
        return _backward(dY, X, W, stride, padding)


class TorchLastWindowWins:
    """index assignment without accumulate: a pixel keeps the gradient of one window."""

    backends = ("torch",)

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        if tuple(dY.shape) != (len(X), len(W), *output_sizes(X, W, stride, padding)):
            raise ValueError("dY")
        (p, q), (k_y, k_x) = padding, W.shape[2:]
        big = F.pad(X, (q, q, p, p))
        d_big, dW = torch.zeros_like(big), torch.zeros_like(W)
        for y in range(dY.shape[2]):
            for x in range(dY.shape[3]):
                top, left = y * stride[0], x * stride[1]
                d_big[:, :, top : top + k_y, left : left + k_x] = torch.einsum(
                    "no,ocij->ncij", dY[:, :, y, x], W
                )
                dW += torch.einsum(
                    "no,ncij->ocij", dY[:, :, y, x], big[:, :, top : top + k_y, left : left + k_x]
                )
        return d_big[:, :, p : p + X.shape[2], q : q + X.shape[3]], dW, dY.sum((0, 2, 3))


class TorchKernelNotTurned:
    """F.conv2d of the padded upstream gradient with W as it stands; the flip is missing."""

    backends = ("torch",)

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        if tuple(dY.shape) != (len(X), len(W), *output_sizes(X, W, stride, padding)):
            raise ValueError("dY")
        if len(X) == 0:
            return torch.zeros_like(X), torch.zeros_like(W), dY.sum((0, 2, 3))
        dX = torch.nn.grad.conv2d_input(X.shape, W.flip(2, 3), dY, stride, padding)
        return dX, torch.nn.grad.conv2d_weight(X, W.shape, dY, stride, padding), dY.sum((0, 2, 3))


class TorchWeightsOfTheCroppedImage:
    """Lets PyTorch infer the size of X from dY: rows that the stride leaves over are lost."""

    backends = ("torch",)

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        if tuple(dY.shape) != (len(X), len(W), *output_sizes(X, W, stride, padding)):
            raise ValueError("dY")
        if len(X) == 0:
            return torch.zeros_like(X), torch.zeros_like(W), dY.sum((0, 2, 3))
        dX = F.conv_transpose2d(dY, W, None, stride, padding)
        return dX, torch.nn.grad.conv2d_weight(X, W.shape, dY, stride, padding), dY.sum((0, 2, 3))
