class LayerByLayer:
    """Walks through the network and notes what is kept."""

    def mlp_saved_values(sizes, n, activation):
        if activation not in {"relu", "gelu"}:
            raise ValueError(f"unknown activation {activation}")
        values = n * sizes[0]
        for width in sizes[1:-1]:
            values += n * width
            if activation == "gelu":
                values += n * width
        return values

    def training_bytes(parameters, trainable, saved, precision, optimizer):
        mixed = precision == "mixed"
        each = 2 if mixed else 4
        moments = dict(adam=8, momentum=4, sgd=0)[optimizer] * trainable
        return dict(
            activations=each * saved,
            moments=moments,
            master=4 * trainable * mixed,
            gradients=each * trainable,
            weights=each * parameters,
        )


class FitOneMore:
    """The quotient and its remainder; a state too large is met first."""

    def largest_batch(memory_bytes, state_bytes, bytes_for_one):
        if state_bytes > memory_bytes:
            return 0
        fits, _ = divmod(memory_bytes - state_bytes, bytes_for_one)
        return fits


class TorchFormula:
    """Counts instead of measuring."""

    backends = ("torch",)

    def mlp_saved_values(sizes, n, activation):
        copies = {"relu": 1, "gelu": 2}.get(activation)
        if copies is None:
            raise ValueError(activation)
        return n * (sizes[0] + copies * sum(sizes[1:-1]))


class TorchSizes:
    """Asks the dtypes for their bits."""

    backends = ("torch",)

    def training_bytes(parameters, trainable, saved, precision, optimizer):
        dtype = torch.float32 if precision == "float32" else torch.float16
        each = torch.finfo(dtype).bits // 8
        master = (4 - each) * 2 * trainable
        moments = ["sgd", "momentum", "adam"].index(optimizer) * 4 * trainable
        keys = ("weights", "gradients", "master", "moments", "activations")
        return dict(zip(keys, (each * parameters, each * trainable, master, moments, each * saved)))

    def largest_batch(memory_bytes, state_bytes, bytes_for_one):
        return max(memory_bytes - state_bytes, 0) // bytes_for_one
