class Windows:
    """Both gradients as one einsum over windows: of dY spread out for dX, of X for dW."""

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        windows_of = np.lib.stride_tricks.sliding_window_view
        k_y, k_x = W.shape[1:]
        p, q = padding
        # The forward pass: all windows of the padded image, one for each output.
        padded = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
        all_windows = windows_of(padded, (k_y, k_x), axis=(2, 3))
        used = all_windows[:, :, :: stride[0], :: stride[1]]
        if dY.shape != used.shape[:4]:
            raise ValueError(f"expected dY of shape {used.shape[:4]}; got {dY.shape}.")
        # A weight meets one pixel of each window: sum over images and places.
        dW = np.einsum("ncyxij,ncyx->cij", used, dY)
        # The upstream gradient, a stride apart, with zeros where no window began.
        spread = np.zeros(all_windows.shape[:4], dtype=dY.dtype)
        spread[:, :, :: stride[0], :: stride[1]] = dY
        # Each pixel collects from the windows that begin at most k - 1 before it.
        room = ((0, 0), (0, 0), (k_y - 1, k_y - 1), (k_x - 1, k_x - 1))
        reached = windows_of(np.pad(spread, room), (k_y, k_x), axis=(2, 3))
        d_padded = np.einsum("ncyxij,cij->ncyx", reached, np.flip(W, axis=(1, 2)))
        return d_padded[:, :, p : p + X.shape[2], q : q + X.shape[3]], dW


class TorchWindows:
    """The same with Tensor.unfold, which makes windows of one axis."""

    backends = ("torch",)

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        pad = torch.nn.functional.pad
        k_y, k_x = W.shape[1:]
        p, q = padding
        # The forward pass: all windows of the padded image, one for each output.
        padded = pad(X, (q, q, p, p))  # the last axis comes first
        all_windows = padded.unfold(2, k_y, 1).unfold(3, k_x, 1)
        used = all_windows[:, :, :: stride[0], :: stride[1]]
        if dY.shape != used.shape[:4]:
            raise ValueError(f"expected dY {tuple(used.shape[:4])}; got {tuple(dY.shape)}.")
        # A weight meets one pixel of each window: sum over images and places.
        dW = torch.einsum("ncyxij,ncyx->cij", used, dY)
        # The upstream gradient, a stride apart, with zeros where no window began.
        spread = dY.new_zeros(all_windows.shape[:4])
        spread[:, :, :: stride[0], :: stride[1]] = dY
        # Each pixel collects from the windows that begin at most k - 1 before it.
        wide = pad(spread, (k_x - 1, k_x - 1, k_y - 1, k_y - 1))
        reached = wide.unfold(2, k_y, 1).unfold(3, k_x, 1)
        d_padded = torch.einsum("ncyxij,cij->ncyx", reached, W.flip(1, 2))
        return d_padded[:, :, p : p + X.shape[2], q : q + X.shape[3]], dW


class OneWindowAtATime:
    """A loop over the places of the output."""

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        (p, q), (k_y, k_x) = padding, W.shape[1:]
        big = np.pad(X, ((0, 0), (0, 0), (p, p), (q, q)))
        tops = range(0, big.shape[2] - k_y + 1, stride[0])
        lefts = range(0, big.shape[3] - k_x + 1, stride[1])
        if dY.shape != (*X.shape[:2], len(tops), len(lefts)):
            raise ValueError("dY does not fit")
        d_big, dW = np.zeros_like(big), np.zeros_like(W)
        for y, top in enumerate(tops):
            for x, left in enumerate(lefts):
                here = np.s_[:, :, top : top + k_y, left : left + k_x]
                sent = dY[:, :, y, x, None, None]
                d_big[here] += sent * W
                dW += (sent * big[here]).sum(axis=0)
        return d_big[:, :, p : big.shape[2] - p, q : big.shape[3] - q], dW


class Grouped:
    """torch.nn.grad with one group for each channel."""

    backends = ("torch",)

    def depthwise_backward(dY, X, W, stride=(1, 1), padding=(0, 0)):
        sizes = [
            (d + 2 * e - k) // s + 1
            for d, e, k, s in zip(X.shape[2:], padding, W.shape[1:], stride)
        ]
        if list(dY.shape) != [*X.shape[:2], *sizes]:
            raise ValueError("dY does not fit")
        kernels = W[:, None]
        dX = torch.nn.grad.conv2d_input(X.shape, kernels, dY, stride, padding, groups=len(W))
        dW = torch.nn.grad.conv2d_weight(X, kernels.shape, dY, stride, padding, groups=len(W))
        return dX, dW[:, 0]
