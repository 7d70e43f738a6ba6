def _run(dY, X, layers, every, spoil="", count=None):
    """A right backward pass, but for what `spoil` names."""
    if every < 1:
        raise ValueError("every")
    starts, kept, peak = list(range(0, len(layers), every)), [], 0
    for start in starts:
        kept.append(X)
        for forward, _ in layers[start : start + every]:
            X = forward(X)
    gradients = [None] * len(layers)
    peak = len(kept)
    for j in reversed(range(len(starts))):
        segment, inputs = layers[starts[j] : starts[j] + every], [kept[j]]
        if spoil == "output again":
            segment[-1][0](kept[j])
        for forward, _ in segment[:-1]:
            inputs.append(forward(inputs[-1]))
        peak = max(peak, j + len(inputs))
        places = list(reversed(range(len(segment))))
        for k in places:
            seen = inputs[0] if spoil == "first input" else inputs[k]
            dY, gradients[starts[j] + k] = segment[k][1](dY, seen)
    if spoil == "turned":
        gradients = gradients[::-1]
    return dY, gradients, peak if count is None else count(len(starts), len(layers), every)


class KeepsEverything:
    """Keeps all inputs and reports the peak of the real thing."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        if every < 1:
            raise ValueError("every")
        inputs = []
        for forward, _ in layers:
            inputs.append(X)
            X = forward(X)
        gradients = []
        for (_, back), Z in zip(layers[::-1], inputs[::-1]):
            dY, g = back(dY, Z)
            gradients.insert(0, g)
        starts = range(0, len(layers), every)
        held = [0, len(starts)] + [j + min(every, len(layers) - s) for j, s in enumerate(starts)]
        return dY, gradients, max(held)


class FirstInputForAll:
    """Every layer of a segment goes back from the segment's input."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        return _run(dY, X, layers, every, "first input")


class GradientsTurned:
    """The list runs from the last layer to the first."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        return _run(dY, X, layers, every, "turned")


class KeptPlusEvery:
    """Reports C + every: the segment's first input counted twice."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        return _run(dY, X, layers, every, count=lambda C, L, e: C + min(e, L) if L else 0)


class LastSegmentTakenForFull:
    """Reports C + every - 1, as if the last segment were never shorter."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        return _run(dY, X, layers, every, count=lambda C, L, e: C + min(e, L) - 1 if L else 0)


class OnlyTheKept:
    """Reports C: what was computed again was not counted."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        return _run(dY, X, layers, every, count=lambda C, L, e: C)


class OutputsAgain:
    """Computes the last output of every segment again, which nobody needs."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        return _run(dY, X, layers, every, "output again")


class AllFromTheStart:
    """Computes each input again from X: little memory, and quadratic time."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        if every < 1:
            raise ValueError("every")
        gradients, peak = [], _run(dY, X, layers, every)[2] if layers else 0
        for k in reversed(range(len(layers))):
            Z = X
            for forward, _ in layers[:k]:
                Z = forward(Z)
            dY, g = layers[k][1](dY, Z)
            gradients.insert(0, g)
        return dY, gradients, peak


class RestForgotten:
    """Cuts the list into L // every segments: the last layers are lost if every does not divide L."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        if every < 1:
            raise ValueError("every")
        whole = max(len(layers) // every, 1) * every
        dX, gradients, peak = _run(dY, X, layers[:whole], every)
        return dX, gradients + [{} for _ in layers[whole:]], peak


class NoGuard:
    """every = 0 means "keep the first only"."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        return _run(dY, X, layers, every if every >= 1 else max(len(layers), 1))


class AtLeastOne:
    """Reports a peak of 1 for no layers at all."""

    backends = ("numpy", "torch")

    def backward_with_recomputation(dY, X, layers, every):
        dX, gradients, peak = _run(dY, X, layers, every)
        return dX, gradients, max(peak, 1)
