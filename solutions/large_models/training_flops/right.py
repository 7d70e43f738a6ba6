class ShapeByShape:
    """A list of products (m, k, n), each 2mkn."""

    def mlp_flops(sizes, n):
        ahead = [(n, a, b) for a, b in zip(sizes, sizes[1:])]
        back = [(a, n, b) for _, a, b in ahead] + [(n, b, a) for _, a, b in ahead[1:]]
        return tuple(sum(2 * m * k * p for m, k, p in part) for part in (ahead, back))

    def gpt_forward_flops(layers, d, vocabulary, t):
        block = 4 * [(t, d, d)] + [(t, d, t), (t, t, d), (t, d, 4 * d), (t, 4 * d, d)]
        return sum(2 * m * k * p for m, k, p in layers * block + [(t, d, vocabulary)])


class InJoules:
    """Device-seconds first, then energy in joules."""

    def gpt_forward_flops(layers, d, vocabulary, t):
        return 2 * t * d * (layers * (12 * d + 2 * t) + vocabulary)

    def training_run(parameters, tokens, devices, peak_flops, utilisation, watts):
        flops = 6 * float(parameters) * tokens
        device_seconds = flops / peak_flops / utilisation
        days = device_seconds / devices / (24 * 60 * 60)
        return {
            "kilowatt_hours": device_seconds * watts / 3.6e6,
            "days": days,
            "flops": flops,
        }


class TorchFormula:
    """The formulas, without running anything."""

    backends = ("torch",)

    def mlp_flops(sizes, n):
        forward = 2 * n * sum(a * b for a, b in zip(sizes, sizes[1:]))
        return forward, 2 * forward - 2 * n * sizes[0] * sizes[1]


class TorchCounted:
    """Lets torch count one block, made of empty matrix products."""

    backends = ("torch",)

    def gpt_forward_flops(layers, d, vocabulary, t):
        if layers * t * d > 10**6:  # too large to run
            return 2 * t * d * (layers * (12 * d + 2 * t) + vocabulary)

        def block():
            x, square, wide = torch.ones(t, d), torch.ones(d, d), torch.ones(d, 4 * d)
            ((x @ square) @ (x @ square).T) @ (x @ square) @ square
            (x @ wide) @ wide.T

        head = count_flops(lambda: torch.ones(t, d) @ torch.ones(d, vocabulary))
        return layers * count_flops(block) + head
