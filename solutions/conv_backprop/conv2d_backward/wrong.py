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

    edits = {
        'd_padded[:, :, down[:, None], across] += np.einsum("noyx,oc->ncyx", dY, W[:, :, i, j])': (
            'd_padded[:, :, down[:, None], across] = np.einsum("noyx,oc->ncyx", dY, W[:, :, i, j])'
        )
    }


class TorchLastWindowWins:
    """index assignment without accumulate: a pixel keeps the gradient of one window."""

    backends = ("torch",)
    edits = {
        (
            "d_padded[:, :, down[:, None], across] += torch.einsum(\n"
            '    "noyx,oc->ncyx", dY, W[:, :, i, j]\n'
            ")"
        ): (
            "d_padded[:, :, down[:, None], across] = torch.einsum(\n"
            '    "noyx,oc->ncyx", dY, W[:, :, i, j]\n'
            ")"
        )
    }


class KernelNotTurned:
    """dX as a full convolution with the kernel as it stands: the flip is missing."""

    backends = ("numpy", "torch")
    edits = {"dY, W[:, :, i, j]": "dY, W[:, :, -1 - i, -1 - j]"}


class BothAxesTransposed:
    """A square kernel is transposed in space, as W.T is in an MLP."""

    backends = ("numpy", "torch")
    edits = {
        "dY, W[:, :, i, j]": "dY, W[:, :, j, i] if W.shape[2] == W.shape[3] else W[:, :, i, j]"
    }


class OneStrideForBoth:
    """Uses the vertical stride for both axes where it fits."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        try:
            return _backward(dY, X, W, (stride[0], stride[0]), padding)
        except ValueError:
            return _backward(dY, X, W, stride, padding)


class StrideForgottenInDX:
    """Puts the gradients next to each other instead of a stride apart: right for stride 1 only."""

    edits = {
        "d_padded[:, :, down[:, None], across]": (
            "d_padded[:, :, np.arange(rows)[:, None] + i, np.arange(columns) + j]"
        )
    }


class CutAtTheWrongEnd:
    """Takes the first rows of the padded gradient: shifted by the padding."""

    backends = ("numpy", "torch")
    edits = {"d_padded[:, :, p : p + height, q : q + width]": "d_padded[:, :, :height, :width]"}


class LeftOverPixelsForgotten:
    """dX covers only what the windows cover: too small when the stride does not divide."""

    edits = {
        "d_padded[:, :, p : p + height, q : q + width]": (
            "d_padded[:, :, p : p + height, q : q + width][:, :, : down[-1] + 1 - p, : across[-1] + 1 - q]"
        )
    }


class MeanOverTheBatch:
    """Divides dW and db by the number of images; the loss has done that already."""

    backends = ("numpy", "torch")
    edits = {"return dX, dW, db": "return dX, dW / max(1, len(X)), db / max(1, len(X))"}


class MeanOverThePlaces:
    """Averages over the places, as if each output had its own share of the kernel."""

    backends = ("numpy", "torch")
    edits = {"return dX, dW, db": "return dX, dW / (rows * columns), db / (rows * columns)"}


class SmallerUpstreamAccepted:
    """Takes any dY that is not too large."""

    edits = {
        'raise ValueError(f"conv2d_backward: expected dY of shape {expected}; got {dY.shape}.")': (
            "dY = np.pad(dY, [(0, b - a) for a, b in zip(dY.shape, expected)])"
        )
    }


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
