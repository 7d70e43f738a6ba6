class OutgoingWeightsIgnored:
    """Compares what comes in only: such units part in the first step."""

    def copied_units(W1, b1, W2):
        h = len(b1)
        units = np.vstack([W1, b1]).T
        return np.array(
            [min(i for i in range(h) if (units[i] == units[j]).all()) for j in range(h)]
        )


class NeighboursOnly:
    """Compares each unit with the one before it."""

    def copied_units(W1, b1, W2):
        units, labels = np.hstack([W1.T, b1[:, None], W2]), [0]
        for j in range(1, len(b1)):
            labels.append(labels[-1] if np.array_equal(units[j], units[j - 1]) else j)
        return np.array(labels)


class RunningNumbers:
    """Numbers the groups 0, 1, 2 in the order of their values."""

    backends = ("torch",)

    def copied_units(W1, b1, W2):
        units = torch.cat([W1.T, b1[:, None], W2], dim=1)
        return torch.unique(units, dim=0, return_inverse=True)[1]


class NearlyEqual:
    """Takes units that differ in the ninth digit for copies."""

    def copied_units(W1, b1, W2):
        units = np.hstack([W1.T, b1[:, None], W2])
        return np.array(
            [min(i for i in range(len(units)) if np.allclose(units[i], u)) for u in units]
        )


class NearlyEqualInTorch:
    """The same in PyTorch."""

    backends = ("torch",)

    def copied_units(W1, b1, W2):
        units = torch.cat([W1.T, b1[:, None], W2], dim=1)
        return torch.tensor(
            [min(i for i in range(len(units)) if torch.allclose(units[i], u)) for u in units]
        )


class LastOfTheGroup:
    """Names the last copy instead of the first."""

    backends = ("torch",)

    def copied_units(W1, b1, W2):
        units = torch.cat([W1.T, b1[:, None], W2], dim=1)
        return torch.tensor(
            [max(i for i in range(len(units)) if torch.equal(units[i], u)) for u in units]
        )


class OutgoingNotSummed:
    """Drops the copies and leaves the survivor's outgoing weights as they were."""

    backends = ("numpy", "torch")

    def without_copies(W1, b1, W2):
        labels = copied_units(W1, b1, W2)
        kept = [j for j in range(len(b1)) if int(labels[j]) == j]
        return W1[:, kept], b1[kept], W2[kept]


class IncomingSummed:
    """Multiplies the incoming weights: right for no activation but a linear one."""

    def without_copies(W1, b1, W2):
        labels = copied_units(W1, b1, W2)
        kept, counts = np.unique(labels, return_counts=True)
        return W1[:, kept] * counts.astype(W1.dtype), b1[kept], W2[kept]


class SummedAndRepeated:
    """Sums the outgoing weights of a group, and keeps all its units."""

    backends = ("torch",)

    def without_copies(W1, b1, W2):
        labels = copied_units(W1, b1, W2)
        return W1, b1, torch.stack([W2[labels == i].sum(dim=0) for i in labels])
