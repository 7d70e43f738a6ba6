class HandDown:
    """Each node, from the last to the first, hands its gradient down to what it was made from."""

    def reverse_sweep(tape, seeds):
        # Every node starts with what the loss gives it directly.
        grads = [np.copy(seed) for seed in seeds]
        # Users have larger numbers than what they use, so the last node is complete first.
        for i in range(len(tape) - 1, -1, -1):
            # Its gradient is complete: hand a share to each place it was computed from.
            for j, slope in tape[i]:
                grads[j] = grads[j] + slope * grads[i]
        return grads


class Matrix:
    """All slopes in one triangular matrix per example, and one solve."""

    def reverse_sweep(tape, seeds):
        m, n = len(seeds), len(seeds[0])
        slopes = np.zeros((n, m, m))
        for i, entries in enumerate(tape):
            for j, slope in entries:
                slopes[:, i, j] += slope
        rows = np.linalg.inv(np.eye(m) - slopes)
        found = np.einsum("ni,nij->nj", np.array(seeds, dtype=float).T, rows)
        if seeds[0].dtype.kind == "i":  # a solve rounds
            found = found.round()
        return [found[:, j].astype(seeds[j].dtype) for j in range(m)]


class TorchHandDown:
    """Each node, from the last to the first, hands its gradient down to what it was made from."""

    backends = ("torch",)

    def reverse_sweep(tape, seeds):
        # Every node starts with what the loss gives it directly.
        grads = [torch.clone(seed) for seed in seeds]
        # Users have larger numbers than what they use, so the last node is complete first.
        for i in range(len(tape) - 1, -1, -1):
            # Its gradient is complete: hand a share to each place it was computed from.
            for j, slope in tape[i]:
                grads[j] = grads[j] + slope * grads[i]
        return grads


class TorchRows:
    """All gradients as rows of one tensor."""

    backends = ("torch",)

    def reverse_sweep(tape, seeds):
        rows = torch.stack(seeds)
        for i, entries in reversed(list(enumerate(tape))):
            for j, slope in entries:
                rows[j] += rows[i] * slope
        return list(rows.unbind())
