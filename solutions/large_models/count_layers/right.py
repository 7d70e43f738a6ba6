class ListOfShapes:
    """Writes down the shape of every array and multiplies."""

    def mlp_parameters(sizes, bias):
        shapes = list(zip(sizes, sizes[1:]))
        shapes += [(1, b) for b in sizes[1:]] if bias else []
        return sum(a * b for a, b in shapes)

    def cnn_parameters(channels, kernel, classes, batch_norm):
        shapes = [(b, a, kernel, kernel) for a, b in zip(channels, channels[1:])]
        shapes += [(1 + batch_norm, b, 1, 1) for b in channels[1:]]
        shapes += [(channels[-1], classes, 1, 1), (classes, 1, 1, 1)]
        return int(sum(np.prod(s, dtype=np.int64) for s in shapes))


class LayerByLayer:
    """A loop over the layers that carries the width along."""

    def mlp_parameters(sizes, bias):
        total, d_in = 0, sizes[0]
        for d_out in sizes[1:]:
            total += (d_in + int(bias)) * d_out
            d_in = d_out
        return total

    def lstm_parameters(d, h, layers, bidirectional):
        ways, total, read = 1 + int(bidirectional), 0, d
        for _ in range(layers):
            total += ways * (4 * h * read + 4 * h * h + 8 * h)
            read = ways * h
        return total


class TorchFormula:
    """The formulas, without any module."""

    backends = ("torch",)

    def mlp_parameters(sizes, bias):
        return sum((a + bool(bias)) * b for a, b in zip(sizes, sizes[1:]))

    def lstm_parameters(d, h, layers, bidirectional):
        ways = 2 if bidirectional else 1
        return 4 * h * ways * (d + (layers - 1) * ways * h + layers * (h + 2))


class TorchBuilt:
    """Modules in one block on the device "meta", counted by their names."""

    backends = ("torch",)

    def cnn_parameters(channels, kernel, classes, batch_norm):
        with torch.device("meta"):
            layers = [torch.nn.Linear(channels[-1], classes)]
            for a, b in zip(channels, channels[1:]):
                layers.append(torch.nn.Conv2d(a, b, kernel, bias=not batch_norm))
                layers += [torch.nn.BatchNorm2d(b)] if batch_norm else []
        named = torch.nn.Sequential(*layers).named_parameters()
        return sum(math.prod(p.shape) for _, p in named)

    def lstm_parameters(d, h, layers, bidirectional):
        model = torch.nn.LSTM(d, h, layers, bidirectional=bidirectional, device="meta")
        return sum(w.numel() for w in model._flat_weights)
