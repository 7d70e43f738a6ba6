class ClosedForm:
    """Multiplied out: 4d² + 2df + 9d + f for a block."""

    def block_parameters(d, feed_forward):
        return 4 * d**2 + 2 * d * feed_forward + 9 * d + feed_forward

    def gpt_parameters(layers, d, vocabulary, positions, tied):
        words = vocabulary * (1 if tied else 2)
        return d * (words + positions + 2 + layers * (12 * d + 13))


class ListOfShapes:
    """Writes down every array's shape and multiplies."""

    def bert_parameters(layers, d, feed_forward, vocabulary, positions):
        f = feed_forward
        block = 4 * [(d, d), (1, d)] + [(d, f), (1, f), (f, d), (1, d)] + 4 * [(1, d)]
        shapes = [(vocabulary, d), (positions, d), (2, d), (2, d), (d, d), (1, d)] + layers * block
        return sum(a * b for a, b in shapes)

    def moe_parameters(layers, d, feed_forward, experts, chosen):
        expert = 2 * d * feed_forward + feed_forward + d
        total = layers * (4 * d * d + 8 * d + experts * (d + expert))
        return total, total - layers * (experts - chosen) * expert


class TorchLayer:
    """torch's own encoder layer is this block."""

    backends = ("torch",)

    def block_parameters(d, feed_forward):
        layer = torch.nn.TransformerEncoderLayer(d, 1, feed_forward, device="meta")
        return sum(p.numel() for p in layer.parameters())


class TorchModules:
    """Embeddings and the output layer as modules; a tied weight is one object."""

    backends = ("torch",)

    def gpt_parameters(layers, d, vocabulary, positions, tied):
        words = torch.nn.Embedding(vocabulary, d, device="meta")
        places = torch.nn.Embedding(positions, d, device="meta")
        head = torch.nn.Linear(d, vocabulary, bias=False, device="meta")
        if tied:
            head.weight = words.weight
        model = torch.nn.ModuleList([words, places, head, torch.nn.LayerNorm(d, device="meta")])
        block = torch.nn.TransformerEncoderLayer(d, 1, 4 * d, device="meta")
        one = sum(p.numel() for p in block.parameters())
        return sum(p.numel() for p in model.parameters()) + layers * one
