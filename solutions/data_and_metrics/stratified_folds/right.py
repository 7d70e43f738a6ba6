class OneCardAtATime:
    """Two loops and a counter."""

    def stratified_folds(y, k, order):
        if k < 2 or k > y.size:
            raise ValueError(f"{k} folds for {y.size} examples")
        folds, dealt = np.zeros(y.size, dtype=np.int64), 0
        for c in np.unique(y):
            for i in order[y[order] == c]:
                folds[i] = dealt % k
                dealt += 1
        return folds


class Lexsort:
    """Sorts the examples by class, then by their place in the shuffled order."""

    def stratified_folds(y, k, order):
        if k not in range(2, len(y) + 1):
            raise ValueError(k)
        place = np.argsort(order)
        row = np.lexsort((place, y))
        return np.argsort(row) % k


class Inverse:
    """The rank of each example in the row, modulo k."""

    backends = ("torch",)

    def stratified_folds(y, k, order):
        if k < 2 or k > y.numel():
            raise ValueError(k)
        row = order[torch.sort(y[order], stable=True).indices]
        return torch.argsort(row) % k


class ByClass:
    """Each class is dealt from where the last one stopped."""

    backends = ("torch",)

    def stratified_folds(y, k, order):
        if k < 2 or k > len(y):
            raise ValueError(k)
        folds, begin = torch.zeros(len(y), dtype=torch.int64), 0
        for c in torch.unique(y):
            members = order[y[order] == c]
            folds[members] = torch.arange(begin, begin + len(members)) % k
            begin += len(members)
        return folds
