class NoBiases:
    """Counts the weights and forgets the biases of the linear layers."""

    backends = ("numpy", "torch")

    def mlp_parameters(sizes, bias):
        return sum(a * b for a, b in zip(sizes, sizes[1:]))


class BiasOfTheInput:
    """A bias for each input unit too: every entry of sizes counts."""

    def mlp_parameters(sizes, bias):
        weights = sum(a * b for a, b in zip(sizes, sizes[1:]))
        return weights + sum(sizes) if bias else weights


class KernelsShared:
    """One kernel for each output channel, as if all input channels shared it."""

    backends = ("numpy", "torch")

    def cnn_parameters(channels, kernel, classes, batch_norm):
        each = 2 if batch_norm else 1
        kernels = sum(b * kernel**2 for b in channels[1:])
        return kernels + each * sum(channels[1:]) + (channels[-1] + 1) * classes


class BiasBesideBatchNorm:
    """Keeps the bias of the convolution although the batch norm brings a shift."""

    def cnn_parameters(channels, kernel, classes, batch_norm):
        each = 3 if batch_norm else 1
        kernels = sum(a * b * kernel**2 for a, b in zip(channels, channels[1:]))
        return kernels + each * sum(channels[1:]) + (channels[-1] + 1) * classes


class NoHead:
    """Stops after the convolutions."""

    def cnn_parameters(channels, kernel, classes, batch_norm):
        each = 2 if batch_norm else 1
        kernels = sum(a * b * kernel**2 for a, b in zip(channels, channels[1:]))
        return kernels + each * sum(channels[1:])


class RunningAverages:
    """Counts batch norm's running mean and variance, which no optimizer touches."""

    backends = ("numpy", "torch")

    def cnn_parameters(channels, kernel, classes, batch_norm):
        each = 4 if batch_norm else 1
        kernels = sum(a * b * kernel**2 for a, b in zip(channels, channels[1:]))
        return kernels + each * sum(channels[1:]) + (channels[-1] + 1) * classes


class OneBias:
    """The textbook's LSTM with one bias for each gate; torch has two."""

    backends = ("numpy", "torch")

    def lstm_parameters(d, h, layers, bidirectional):
        ways = 2 if bidirectional else 1
        return ways * 4 * h * ((d + h + 1) + (layers - 1) * (ways * h + h + 1))


class ThreeGates:
    """Forgets the candidate: three gates instead of four blocks."""

    def lstm_parameters(d, h, layers, bidirectional):
        ways = 2 if bidirectional else 1
        return ways * 3 * h * ((d + h + 2) + (layers - 1) * (ways * h + h + 2))


class SecondLayerReadsOneWay:
    """The upper layers read h numbers even when the lower one has two directions."""

    def lstm_parameters(d, h, layers, bidirectional):
        ways = 2 if bidirectional else 1
        return ways * 4 * h * ((d + h + 2) + (layers - 1) * (h + h + 2))


class AllLayersReadTheInput:
    """Every layer as large as the first."""

    def lstm_parameters(d, h, layers, bidirectional):
        return (2 if bidirectional else 1) * layers * 4 * h * (d + h + 2)
