class DictionaryOfInputs:
    """All that is held lies in one dictionary; the peak is its largest size."""

    def backward_with_recomputation(dY, X, layers, every):
        if every <= 0:
            raise ValueError("every")
        held, Z = {}, X
        for k in range(len(layers)):
            if k % every == 0:
                held[k] = Z
            if k + 1 < len(layers):
                Z = layers[k][0](Z)
        peak, found = len(held), {}
        for k in range(len(layers) - 1, -1, -1):
            at = k - k % every
            while k not in held:
                held[at + 1] = layers[at][0](held[at])
                at += 1
            peak = max(peak, len(held))
            dY, found[k] = layers[k][1](dY, held.pop(k))
        return dY, [found[k] for k in range(len(layers))], peak


class Recursion:
    """The tail first, by recursion; the head's segment afterwards."""

    def backward_with_recomputation(dY, X, layers, every):
        if every < 1:
            raise ValueError("every")
        if not layers:
            return dY, [], 0
        here, tail = layers[:every], layers[every:]
        Z = X
        if tail:
            for forward, _ in here:
                Z = forward(Z)
        dY, later, peak = backward_with_recomputation(dY, Z, tail, every)
        inputs = [X]
        for forward, _ in here[:-1]:
            inputs.append(forward(inputs[-1]))
        first = []
        for (_, back), Z in zip(here[::-1], inputs[::-1]):
            dY, gradient = back(dY, Z)
            first.insert(0, gradient)
        return dY, first + later, max(peak + 1, len(inputs)) if tail else len(inputs)


class PeakByFormula:
    """The peak by a formula: the last two segments decide."""

    def backward_with_recomputation(dY, X, layers, every):
        if every < 1:
            raise ValueError("every")
        starts, kept = list(range(0, len(layers), every)), []
        for start in starts:
            kept.append(X)
            for forward, _ in layers[start : start + every]:
                X = forward(X)
        gradients = []
        for start, first in zip(reversed(starts), reversed(kept)):
            inputs, segment = [first], layers[start : start + every]
            for forward, _ in segment[: len(segment) - 1]:
                inputs = [*inputs, forward(inputs[-1])]
            for (_, back), Z in zip(segment[::-1], inputs[::-1]):
                dY, gradient = back(dY, Z)
                gradients = [gradient, *gradients]
        C, L = len(starts), len(layers)
        peak = max(C - 1 + L - (C - 1) * every, C - 2 + every if C > 1 else 0) if L else 0
        return dY, gradients, peak


class TorchClosures:
    """One function for each segment, called from the last to the first."""

    backends = ("torch",)

    def backward_with_recomputation(dY, X, layers, every):
        if every < 1:
            raise ValueError("every")

        def segment_back(g, Z, part):
            if len(part) == 1:
                g, gradient = part[0][1](g, Z)
                return g, [gradient]
            g, later = segment_back(g, part[0][0](Z), part[1:])
            g, gradient = part[0][1](g, Z)
            return g, [gradient, *later]

        jobs = []
        for start in range(0, len(layers), every):
            part = layers[start : start + every]
            jobs.append((X, part))
            for forward, _ in part:
                X = forward(X)
        total = [len(jobs)] + [j + len(part) for j, (_, part) in enumerate(jobs)]
        found = []
        while jobs:
            dY, gradients = segment_back(dY, *jobs.pop())
            found = gradients + found
        return dY, found, max(total)


class TorchHeldInputs:
    """One list with a place for each input; the peak is the largest number of full places."""

    backends = ("torch",)

    def backward_with_recomputation(dY, X, layers, every):
        if not every >= 1:
            raise ValueError(f"every = {every}")
        held, Z = [None] * len(layers), X
        for k, layer in enumerate(layers):
            held[k] = Z if k % every == 0 else None
            Z = layer[0](Z)
        counts, gradients = [sum(x is not None for x in held)], {}
        for k in range(len(layers) - 1, -1, -1):
            if held[k] is None:
                for m in range(k - k % every, k):
                    held[m + 1] = layers[m][0](held[m])
            counts.append(sum(x is not None for x in held))
            dY, gradients[k] = layers[k][1](dY, held[k])
            held[k] = None
        return dY, [gradients[k] for k in sorted(gradients)], max(counts)
