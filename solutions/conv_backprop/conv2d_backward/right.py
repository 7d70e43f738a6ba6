class Columns:
    """im2col and its adjoint: two matrix products, and np.add.at to bring the columns back."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        rows, across = output_sizes(X, W, stride, padding)
        if dY.shape != (len(X), len(W), rows, across):
            raise ValueError("dY does not fit")
        (c_out, c_in, k_y, k_x), n = W.shape, len(X)
        ys = np.arange(k_y)[:, None] + stride[0] * np.arange(rows)
        xs = np.arange(k_x)[:, None] + stride[1] * np.arange(across)
        where = (slice(None), slice(None), ys[:, None, :, None], xs[None, :, None, :])
        big = np.pad(X, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
        columns = big[where].reshape(n, c_in * k_y * k_x, rows * across)
        upstream = dY.reshape(n, c_out, rows * across)
        dW = np.einsum("nol,nkl->ok", upstream, columns).reshape(W.shape)
        back = np.einsum("ok,nol->nkl", W.reshape(c_out, c_in * k_y * k_x), upstream)
        d_big = np.zeros_like(big)
        np.add.at(d_big, where, back.reshape(n, c_in, k_y, k_x, rows, across))
        p, q = padding
        dX = d_big[:, :, p : p + X.shape[2], q : q + X.shape[3]]
        return dX, dW, upstream.sum(axis=(0, 2))


class OneWindowAtATime:
    """A loop over the places of the output."""

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        rows, across = output_sizes(X, W, stride, padding)
        if dY.shape != (len(X), len(W), rows, across):
            raise ValueError("dY does not fit")
        (p, q), (k_y, k_x) = padding, W.shape[2:]
        big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
        d_big, dW = np.zeros_like(big), np.zeros_like(W)
        for y, x in np.ndindex(rows, across):
            top, left = y * stride[0], x * stride[1]
            here = np.s_[:, :, top : top + k_y, left : left + k_x]
            d_big[here] += np.tensordot(dY[:, :, y, x], W, axes=1)
            dW += np.tensordot(dY[:, :, y, x], big[here], axes=(0, 0))
        inner = d_big[:, :, p : big.shape[2] - p, q : big.shape[3] - q]
        return inner, dW, np.einsum("noyx->o", dY)


class Library:
    """torch.nn.grad, PyTorch's own formulas."""

    backends = ("torch",)

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        if tuple(dY.shape) != (len(X), len(W), *output_sizes(X, W, stride, padding)):
            raise ValueError("dY does not fit")
        if len(X) == 0:
            return torch.zeros_like(X), torch.zeros_like(W), torch.zeros_like(W[:, 0, 0, 0])
        dX = torch.nn.grad.conv2d_input(X.shape, W, dY, stride, padding)
        return dX, torch.nn.grad.conv2d_weight(X, W.shape, dY, stride, padding), dY.sum((0, 2, 3))


class Convolutions:
    """Both gradients are convolutions: dX with dY spread out and the kernel turned; dW with dY as kernel."""

    backends = ("torch",)

    def conv2d_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        rows, across = output_sizes(X, W, stride, padding)
        if tuple(dY.shape) != (len(X), len(W), rows, across):
            raise ValueError("dY does not fit")
        (p, q), (k_y, k_x) = padding, W.shape[2:]
        if len(X) == 0:
            return torch.zeros_like(X), torch.zeros_like(W), dY.sum((0, 2, 3))
        tall, wide = X.shape[2] + 2 * p - k_y + 1, X.shape[3] + 2 * q - k_x + 1
        spread = dY.new_zeros((*dY.shape[:2], tall, wide))
        spread[:, :, :: stride[0], :: stride[1]] = dY
        spread = F.pad(spread, (k_x - 1, k_x - 1, k_y - 1, k_y - 1))
        dX = F.conv2d(spread, W.flip(2, 3).transpose(0, 1))
        dX = dX[:, :, p : p + X.shape[2], q : q + X.shape[3]]
        kernels, images = dY.transpose(0, 1), F.pad(X, (q, q, p, p)).transpose(0, 1)
        dW = F.conv2d(images, kernels, dilation=stride).transpose(0, 1)[:, :, :k_y, :k_x]
        return dX, dW, dY.flatten(2).sum((0, 2))
