class Backwards:
    """From the last layer to the first: width w above needs (w - 1) s + r (k - 1) + 1 below."""

    backends = ("numpy", "torch")

    def receptive_field(layers):
        first, last, after = 0, 0, 1
        for kernel, stride, padding, dilation in reversed(layers):
            first = first * stride - padding
            last = last * stride - padding + dilation * (kernel - 1)
            after = after * stride
        return last - first + 1, after, first


class SetsOfPlaces:
    """Python sets instead of arrays."""

    def seen_inputs(layers, size, position):
        sizes = [size]
        for kernel, stride, padding, dilation in layers:
            sizes.append((sizes[-1] + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)
        if not 0 <= position < sizes[-1]:
            raise ValueError("no such output")
        places = {position}
        for level in reversed(range(len(layers))):
            kernel, stride, padding, dilation = layers[level]
            below = {y * stride - padding + dilation * i for y in places for i in range(kernel)}
            places = {p for p in below if 0 <= p < sizes[level]}
        return np.array([i in places for i in range(size)])


class MatrixProduct:
    """The layers as 0/1 matrices; what one row of their product reaches is seen."""

    def seen_inputs(layers, size, position):
        reach = np.eye(size, dtype=int)
        for kernel, stride, padding, dilation in layers:
            below = len(reach)
            above = (below + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
            links = np.zeros((max(above, 0), below), dtype=int)
            for y, i in np.ndindex(max(above, 0), kernel):
                place = y * stride - padding + dilation * i
                if 0 <= place < below:
                    links[y, place] = 1
            reach = np.minimum(links @ reach, 1)
        if not 0 <= position < len(reach):
            raise ValueError("no such output")
        return reach[position] == 1


class TransposedConvolution:
    """conv_transpose1d is the way back; no autograd."""

    backends = ("torch",)

    def seen_inputs(layers, size, position):
        sizes = [size]
        for kernel, stride, padding, dilation in layers:
            sizes.append((sizes[-1] + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)
        if not 0 <= position < sizes[-1]:
            raise ValueError("no such output")
        seen = torch.zeros(1, 1, sizes[-1], dtype=torch.float64)
        seen[0, 0, position] = 1
        for (kernel, stride, padding, dilation), below in zip(layers[::-1], sizes[-2::-1]):
            weight = torch.ones(1, 1, kernel, dtype=torch.float64)
            wide = F.conv_transpose1d(seen, weight, None, stride, 0, 0, 1, dilation)
            wide = F.pad(wide, (0, max(0, below + 2 * padding - wide.shape[2])))
            seen = wide[:, :, padding : padding + below]
        return seen[0, 0] > 0.5


class FloatInputOfOnes:
    """y.backward() and .grad instead of torch.autograd.grad."""

    backends = ("torch",)

    def seen_inputs(layers, size, position):
        x = torch.ones(1, 1, size, dtype=torch.float64, requires_grad=True)
        y = x * 1
        for kernel, stride, padding, dilation in layers:
            weight = torch.full((1, 1, kernel), 0.5, dtype=torch.float64)
            y = F.conv1d(y, weight, stride=stride, padding=padding, dilation=dilation)
        if not 0 <= position < y.shape[2]:
            raise ValueError("no such output")
        y[0, 0, position].backward()
        return x.grad.flatten() != 0
