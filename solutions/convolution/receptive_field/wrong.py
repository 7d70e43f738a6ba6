class NoJump:
    """Adds kernel - 1 for every layer, as if no layer below had a stride."""

    backends = ("numpy", "torch")

    def receptive_field(layers):
        field, jump, start = 1, 1, 0
        for kernel, stride, padding, dilation in layers:
            field += dilation * (kernel - 1)
            start -= padding
            jump *= stride
        return field, jump, start


class StrideFirst:
    """Multiplies by the layer's own stride before it is used."""

    backends = ("numpy", "torch")

    def receptive_field(layers):
        field, jump, start = 1, 1, 0
        for kernel, stride, padding, dilation in layers:
            jump *= stride
            field += dilation * (kernel - 1) * jump
            start -= padding * jump
        return field, jump, start


class WholeKernel:
    """Adds k instead of k - 1."""

    def receptive_field(layers):
        field, jump, start = 1, 1, 0
        for kernel, stride, padding, dilation in layers:
            field += dilation * kernel * jump
            start -= padding * jump
            jump *= stride
        return field, jump, start


class DilationForgotten:
    """A dilated kernel is as wide as a dense one."""

    def receptive_field(layers):
        field, jump, start = 1, 1, 0
        for kernel, stride, padding, _ in layers:
            field += (kernel - 1) * jump
            start -= padding * jump
            jump *= stride
        return field, jump, start


class PaddingForgotten:
    """The stretch of output 0 begins at input 0."""

    def receptive_field(layers):
        field, jump = 1, 1
        for kernel, stride, _, dilation in layers:
            field += dilation * (kernel - 1) * jump
            jump *= stride
        return field, jump, 0


class JumpsAdded:
    """Adds strides instead of multiplying them."""

    def receptive_field(layers):
        field, jump, start = 1, 1, 0
        for kernel, stride, padding, dilation in layers:
            field += dilation * (kernel - 1) * jump
            start -= padding * jump
            jump += stride - 1
        return field, jump, start


class WholeStretch:
    """Marks everything between the first place and the last: no holes."""

    def seen_inputs(layers, size, position):
        sizes = [size]
        for kernel, stride, padding, dilation in layers:
            sizes.append((sizes[-1] + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)
        if not 0 <= position < sizes[-1]:
            raise ValueError(position)
        first = last = position
        for kernel, stride, padding, dilation in reversed(layers):
            first, last = (
                first * stride - padding,
                last * stride - padding + dilation * (kernel - 1),
            )
        places = np.arange(size)
        return (places >= first) & (places <= last)


class PaddingInBetweenIsInput:
    """Drops places outside the input, but not places outside a layer in between."""

    def seen_inputs(layers, size, position):
        top = size
        for kernel, stride, padding, dilation in layers:
            top = (top + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
        if not 0 <= position < top:
            raise ValueError(position)
        places = {position}
        for kernel, stride, padding, dilation in reversed(layers):
            places = {y * stride - padding + dilation * i for y in places for i in range(kernel)}
        return np.array([i in places for i in range(size)])


class NegativeIndex:
    """Indexes with places in the padding: -1 marks the last input."""

    def seen_inputs(layers, size, position):
        sizes = [size]
        for kernel, stride, padding, dilation in layers:
            sizes.append((sizes[-1] + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)
        if not 0 <= position < sizes[-1]:
            raise ValueError(position)
        seen = np.arange(sizes[-1]) == position
        for (kernel, stride, padding, dilation), below in zip(layers[::-1], sizes[-2::-1]):
            places = np.flatnonzero(seen)[:, None] * stride - padding + dilation * np.arange(kernel)
            seen = np.zeros(below, dtype=bool)
            seen[places[places < below]] = True
        return seen


class DilationNotPassedOn:
    """Autograd is right about another network: without dilation."""

    backends = ("torch",)

    def seen_inputs(layers, size, position):
        x = torch.zeros(1, 1, size, dtype=torch.float64, requires_grad=True)
        y = x
        for kernel, stride, padding, _ in layers:
            weight = torch.ones(1, 1, kernel, dtype=torch.float64)
            y = F.conv1d(y, weight, None, stride, padding)
        if not 0 <= position < y.shape[2]:
            raise ValueError(position)
        (gradient,) = torch.autograd.grad(y[0, 0, position], x)
        return gradient[0, 0] > 0


class CountsInsteadOfTruth:
    """Returns how many paths lead to each input."""

    backends = ("torch",)

    def seen_inputs(layers, size, position):
        x = torch.zeros(1, 1, size, dtype=torch.float64, requires_grad=True)
        y = x
        for kernel, stride, padding, dilation in layers:
            weight = torch.ones(1, 1, kernel, dtype=torch.float64)
            y = F.conv1d(y, weight, None, stride, padding, dilation)
        if not 0 <= position < y.shape[2]:
            raise ValueError(position)
        (gradient,) = torch.autograd.grad(y[0, 0, position], x)
        return gradient[0, 0]
