class HeadsMultiply:
    """Gives each of 12 heads its own full matrices; the heads share them."""

    backends = ("numpy", "torch")

    def block_parameters(d, feed_forward):
        return 12 * 4 * (d * d + d) + d * feed_forward * 2 + feed_forward + d + 4 * d


class NoOutputProjection:
    """Query, key and value, and nothing that joins the heads again."""

    def block_parameters(d, feed_forward):
        return 3 * (d * d + d) + 2 * d * feed_forward + feed_forward + d + 4 * d


class OnlyMatrices:
    """The rule of thumb 4d² + 2df: right to a thousandth, and no biases or norms."""

    backends = ("numpy", "torch")

    def block_parameters(d, feed_forward):
        return 4 * d * d + 2 * d * feed_forward


class OneNorm:
    """One layer norm in a block instead of two."""

    def block_parameters(d, feed_forward):
        return 4 * (d * d + d) + 2 * d * feed_forward + feed_forward + d + 2 * d


class NoSegments:
    """Words and positions, but not the two segments."""

    def bert_parameters(layers, d, feed_forward, vocabulary, positions):
        block = 4 * (d * d + d) + 2 * d * feed_forward + feed_forward + d + 4 * d
        return (vocabulary + positions) * d + 2 * d + layers * block + d * d + d


class NoPooler:
    """Stops at the last block."""

    backends = ("numpy", "torch")

    def bert_parameters(layers, d, feed_forward, vocabulary, positions):
        block = 4 * (d * d + d) + 2 * d * feed_forward + feed_forward + d + 4 * d
        return (vocabulary + positions + 2) * d + 2 * d + layers * block


class AlwaysTied:
    """Never counts an output layer of its own."""

    def gpt_parameters(layers, d, vocabulary, positions, tied):
        block = 12 * d * d + 13 * d
        return (vocabulary + positions) * d + layers * block + 2 * d


class CountedTwice:
    """Counts the tied output layer although it is the word table."""

    def gpt_parameters(layers, d, vocabulary, positions, tied):
        block = 12 * d * d + 13 * d
        return (2 * vocabulary + positions) * d + layers * block + 2 * d


class WholeBlocksAsExperts:
    """Multiplies the attention by the number of experts as well."""

    backends = ("numpy", "torch")

    def moe_parameters(layers, d, feed_forward, experts, chosen):
        block = 4 * (d * d + d) + 2 * d * feed_forward + feed_forward + d + 4 * d
        router = d * experts
        return layers * (experts * block + router), layers * (chosen * block + router)


class RouterForTheChosen:
    """Counts as active only the router's columns of the chosen experts."""

    def moe_parameters(layers, d, feed_forward, experts, chosen):
        expert = 2 * d * feed_forward + feed_forward + d
        always = 4 * (d * d + d) + 4 * d
        total, active = (always + e * (expert + d) for e in (experts, chosen))
        return layers * total, layers * active


class ActiveIsTheTotal:
    """Takes every expert to be active, as in a dense model."""

    def moe_parameters(layers, d, feed_forward, experts, chosen):
        expert = 2 * d * feed_forward + feed_forward + d
        total = layers * (4 * (d * d + d) + 4 * d + experts * (expert + d))
        return total, total
