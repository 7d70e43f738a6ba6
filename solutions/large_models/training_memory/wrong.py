class OutputsOnly:
    """Counts the hidden layers and forgets the input of the first layer."""

    backends = ("numpy", "torch")

    def mlp_saved_values(sizes, n, activation):
        if activation not in ("relu", "gelu"):
            raise ValueError(activation)
        return n * sum(sizes[1:-1]) * (2 if activation == "gelu" else 1)


class LastLayerToo:
    """Counts the logits as saved by the last layer."""

    def mlp_saved_values(sizes, n, activation):
        if activation not in ("relu", "gelu"):
            raise ValueError(activation)
        return n * (sum(sizes) + (sum(sizes[1:-1]) if activation == "gelu" else 0))


class ReluTwice:
    """Stores ReLU's output and the next layer's input as if they were two arrays."""

    backends = ("numpy", "torch")

    def mlp_saved_values(sizes, n, activation):
        if activation not in ("relu", "gelu"):
            raise ValueError(activation)
        return n * (sizes[0] + 2 * sum(sizes[1:-1]))


class AnythingIsRelu:
    """Every unknown name counts as ReLU."""

    def mlp_saved_values(sizes, n, activation):
        return n * (sizes[0] + (2 if activation == "gelu" else 1) * sum(sizes[1:-1]))


class NoMasterWeights:
    """Believes that mixed precision halves everything."""

    backends = ("numpy", "torch")

    def training_bytes(parameters, trainable, saved, precision, optimizer):
        size = {"float32": 4, "mixed": 2}[precision]
        averages = {"adam": 2, "momentum": 1, "sgd": 0}[optimizer]
        return {
            "weights": size * parameters,
            "gradients": size * trainable,
            "master": 0,
            "moments": size * averages * trainable,
            "activations": size * saved,
        }


class FrozenHaveGradients:
    """Gives gradients and moments to frozen parameters."""

    def training_bytes(parameters, trainable, saved, precision, optimizer):
        size, master = {"float32": (4, 0), "mixed": (2, 4)}[precision]
        averages = {"adam": 2, "momentum": 1, "sgd": 0}[optimizer]
        return {
            "weights": size * parameters,
            "gradients": size * parameters,
            "master": master * parameters,
            "moments": 4 * averages * parameters,
            "activations": size * saved,
        }


class OneMoment:
    """Adam with one average."""

    def training_bytes(parameters, trainable, saved, precision, optimizer):
        size, master = {"float32": (4, 0), "mixed": (2, 4)}[precision]
        return {
            "weights": size * parameters,
            "gradients": size * trainable,
            "master": master * trainable,
            "moments": 0 if optimizer == "sgd" else 4 * trainable,
            "activations": size * saved,
        }


class ActivationsInFull:
    """Keeps the activations in float32 although the pass runs in 16 bits."""

    def training_bytes(parameters, trainable, saved, precision, optimizer):
        size, master = {"float32": (4, 0), "mixed": (2, 4)}[precision]
        averages = {"adam": 2, "momentum": 1, "sgd": 0}[optimizer]
        return {
            "weights": size * parameters,
            "gradients": size * trainable,
            "master": master * trainable,
            "moments": 4 * averages * trainable,
            "activations": 4 * saved,
        }


class NegativeBatch:
    """Does not stop at zero when the state alone is too large."""

    backends = ("numpy", "torch")

    def largest_batch(memory_bytes, state_bytes, bytes_for_one):
        return (memory_bytes - state_bytes) // bytes_for_one


class RoundedBatch:
    """Rounds to the nearest example: the last one does not fit."""

    def largest_batch(memory_bytes, state_bytes, bytes_for_one):
        return max(0, round((memory_bytes - state_bytes) / bytes_for_one))
