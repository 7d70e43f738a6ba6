def _guard(y, k):
    if not 2 <= k <= len(y):
        raise ValueError(k)


class NotStratified:
    """Deals the shuffled examples without looking at their classes."""

    def stratified_folds(y, k, order):
        _guard(y, k)
        folds = np.empty(len(y), dtype=np.int64)
        folds[order] = np.arange(len(y)) % k
        return folds


class NotShuffled:
    """Ignores the order: the folds follow the file."""

    def stratified_folds(y, k, order):
        _guard(y, k)
        folds = np.empty(len(y), dtype=np.int64)
        folds[np.argsort(y, kind="stable")] = np.arange(len(y)) % k
        return folds


class Blocks:
    """Cuts the row into k blocks instead of dealing it: a fold gets one class only."""

    def stratified_folds(y, k, order):
        _guard(y, k)
        folds = np.empty(len(y), dtype=np.int64)
        folds[order[np.argsort(y[order], kind="stable")]] = np.arange(len(y)) * k // len(y)
        return folds


class StartsAnew:
    """Begins each class at fold 0: the first folds get the odd examples of every class."""

    def stratified_folds(y, k, order):
        _guard(y, k)
        folds = np.empty(len(y), dtype=np.int64)
        for c in np.unique(y):
            members = order[y[order] == c]
            folds[members] = np.arange(len(members)) % k
        return folds


class FoldOfTheCard:
    """Returns the folds in the order of the row, not in the order of the examples."""

    def stratified_folds(y, k, order):
        _guard(y, k)
        row = order[np.argsort(y[order], kind="stable")]
        return (np.arange(len(y)) % k)[row]


class UnstableSort:
    """Sorts by label from the largest down."""

    def stratified_folds(y, k, order):
        _guard(y, k)
        folds = np.empty(len(y), dtype=np.int64)
        folds[order[np.argsort(-y[order], kind="stable")]] = np.arange(len(y)) % k
        return folds


class LabelsAsIndices:
    """Believes that the labels are 0 to k - 1, and counts with them."""

    def stratified_folds(y, k, order):
        _guard(y, k)
        folds, dealt = np.empty(len(y), dtype=np.int64), 0
        for c in range(max(int(y.max()), 0) + 1):
            for i in order:
                if y[i] == c:
                    folds[i], dealt = dealt % k, dealt + 1
        return folds


class OneFoldAllowed:
    """Accepts any k: one fold, or folds without examples."""

    def stratified_folds(y, k, order):
        folds = np.empty(len(y), dtype=np.int64)
        folds[order[np.argsort(y[order], kind="stable")]] = np.arange(len(y)) % k
        return folds


class TorchNotStable:
    """Shuffles, then sorts by a key in which the shuffled place counts backwards."""

    backends = ("torch",)

    def stratified_folds(y, k, order):
        _guard(y, k)
        folds = torch.empty(len(y), dtype=torch.int64)
        back = order.flip(0)
        folds[back[torch.argsort(y[back], stable=True)]] = torch.arange(len(y)) % k
        return folds


class TorchFoldOfTheCard:
    """Forgets to go back from places in the row to examples."""

    backends = ("torch",)

    def stratified_folds(y, k, order):
        _guard(y, k)
        folds = torch.empty(len(y), dtype=torch.int64)
        folds[torch.argsort(y[order], stable=True)] = torch.arange(len(y)) % k
        return folds


class TorchNotStratified:
    """Deals the shuffled examples without looking at their classes."""

    backends = ("torch",)

    def stratified_folds(y, k, order):
        _guard(y, k)
        folds = torch.empty(len(y), dtype=torch.int64)
        folds[order] = torch.arange(len(y)) % k
        return folds
