class Overwrites:
    """The share of the last use replaces what was there."""

    backends = ("numpy", "torch")

    def reverse_sweep(tape, seeds):
        grads = [s + 0 for s in seeds]
        for i in reversed(range(len(tape))):
            for j, slope in tape[i]:
                grads[j] = slope * grads[i]
        return grads


class FromTheFront:
    """Visits the nodes in the order of the program: shares are handed on before they are complete."""

    backends = ("numpy", "torch")

    def reverse_sweep(tape, seeds):
        grads = [s + 0 for s in seeds]
        for i, entries in enumerate(tape):
            for j, slope in entries:
                grads[j] = grads[j] + slope * grads[i]
        return grads


class SeedsOnlyAtTheEnd:
    """Only the last node gets its seed: other outputs are forgotten."""

    backends = ("numpy", "torch")

    def reverse_sweep(tape, seeds):
        grads = [0 * s for s in seeds]
        grads[-1] = seeds[-1] + 0
        for i in reversed(range(len(tape))):
            for j, slope in tape[i]:
                grads[j] = grads[j] + slope * grads[i]
        return grads


class EachParentOnce:
    """A dictionary of slopes: of two uses by one node the later one wins."""

    backends = ("numpy", "torch")

    def reverse_sweep(tape, seeds):
        grads = [s + 0 for s in seeds]
        for i in reversed(range(len(tape))):
            for j, slope in dict(tape[i]).items():
                grads[j] = grads[j] + slope * grads[i]
        return grads


class WritesIntoTheSeeds:
    """Accumulates in place in the arrays of the caller."""

    def reverse_sweep(tape, seeds):
        for i in reversed(range(len(tape))):
            for j, slope in tape[i]:
                seeds[j] += slope * seeds[i]
        return seeds


class WritesIntoTheTensors:
    """add_ on the tensors of the caller."""

    backends = ("torch",)

    def reverse_sweep(tape, seeds):
        for i in reversed(range(len(tape))):
            for j, slope in tape[i]:
                seeds[j].add_(slope * seeds[i])
        return list(seeds)
