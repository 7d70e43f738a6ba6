class MultiplicationsOnly:
    """Counts a multiplication with its addition as one: half of everybody else's number."""

    backends = ("numpy", "torch")

    def mlp_flops(sizes, n):
        forward = sum(n * a * b for a, b in zip(sizes, sizes[1:]))
        return forward, 2 * forward - n * sizes[0] * sizes[1]

    def gpt_forward_flops(layers, d, vocabulary, t):
        return layers * (12 * t * d * d + 2 * t * t * d) + t * d * vocabulary


class GradientOfTheData:
    """Backward is twice forward for every layer, the first one too."""

    backends = ("numpy", "torch")

    def mlp_flops(sizes, n):
        forward = sum(2 * n * a * b for a, b in zip(sizes, sizes[1:]))
        return forward, 2 * forward


class BackwardLikeForward:
    """One product for each layer on the way back."""

    def mlp_flops(sizes, n):
        forward = sum(2 * n * a * b for a, b in zip(sizes, sizes[1:]))
        return forward, forward


class LastLayerWithoutDx:
    """Leaves out the wrong product: the last layer's instead of the first's."""

    def mlp_flops(sizes, n):
        forward = sum(2 * n * a * b for a, b in zip(sizes, sizes[1:]))
        return forward, 2 * forward - 2 * n * sizes[-1] * sizes[-2]


class NoAttention:
    """The rule 2N for each token: nothing grows with the square of the length."""

    backends = ("numpy", "torch")

    def gpt_forward_flops(layers, d, vocabulary, t):
        return layers * 24 * t * d * d + 2 * t * d * vocabulary


class ScoresOnly:
    """Forgets the weighted sum of the values."""

    def gpt_forward_flops(layers, d, vocabulary, t):
        return layers * (24 * t * d * d + 2 * t * t * d) + 2 * t * d * vocabulary


class NoOutputLayer:
    """Stops at the last block."""

    def gpt_forward_flops(layers, d, vocabulary, t):
        return layers * (24 * t * d * d + 4 * t * t * d)


class ThreeProjections:
    """Query, key and value, without the output projection."""

    def gpt_forward_flops(layers, d, vocabulary, t):
        return layers * (22 * t * d * d + 4 * t * t * d) + 2 * t * d * vocabulary


class ForwardOnly:
    """2ND: the cost of reading, not of learning."""

    def training_run(parameters, tokens, devices, peak_flops, utilisation, watts):
        flops = 2.0 * parameters * tokens
        hours = flops / (devices * peak_flops * utilisation) / 3600
        energy = hours * devices * watts / 1000
        return {"flops": flops, "days": hours / 24, "kilowatt_hours": energy}


class AlwaysAtThePeak:
    """Ignores the utilisation."""

    def training_run(parameters, tokens, devices, peak_flops, utilisation, watts):
        flops = 6.0 * parameters * tokens
        hours = flops / (devices * peak_flops) / 3600
        energy = hours * devices * watts / 1000
        return {"flops": flops, "days": hours / 24, "kilowatt_hours": energy}


class OneDeviceDraws:
    """Counts the energy of one device instead of all."""

    backends = ("numpy", "torch")

    def training_run(parameters, tokens, devices, peak_flops, utilisation, watts):
        flops = 6.0 * parameters * tokens
        hours = flops / (devices * peak_flops * utilisation) / 3600
        return {"flops": flops, "days": hours / 24, "kilowatt_hours": hours * watts / 1000}
