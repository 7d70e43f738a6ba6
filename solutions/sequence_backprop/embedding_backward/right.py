class OneHotProduct:
    """The look-up as a linear layer: transpose of the one-hot rows times the gradient."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if not np.isin(ids, np.arange(v)).all():
            raise ValueError("ids")
        rows = (ids[..., None] == np.arange(v)).astype(dY.dtype)
        if padding_id is not None:
            rows[..., padding_id] = 0
        return np.einsum("rsw,rsd->wd", rows, dY)


class OneWordAtATime:
    """A loop over the table; the positions of each word are summed."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if ids.size and (ids.min() < 0 or ids.max() >= v):
            raise ValueError("ids")
        rows = [dY[ids == w].sum(axis=0) * (w != padding_id) for w in range(v)]
        return np.stack(rows).astype(dY.dtype)


class SortedRuns:
    """Sorts the positions by word and adds each run, as a sparse kernel does."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if np.any(ids < 0) or np.any(ids > v - 1):
            raise ValueError("ids")
        flat, rows = ids.reshape(-1), dY.reshape(-1, dY.shape[2])
        order = np.argsort(flat, kind="stable")
        words, starts = np.unique(flat[order], return_index=True)
        dE = np.zeros((v, dY.shape[2]), dY.dtype)
        if len(words):
            dE[words] = np.add.reduceat(rows[order], starts, axis=0)
        if padding_id is not None:
            dE[padding_id] = 0
        return dE


class TorchAccumulate:
    """index_put_ with accumulate=True."""

    backends = ("torch",)

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if ids.numel() and (ids.min() < 0 or ids.max() >= v):
            raise ValueError("ids")
        dE = dY.new_zeros(v, dY.shape[2])
        dE.index_put_((ids,), dY, accumulate=True)
        if padding_id is not None:
            dE[padding_id].zero_()
        return dE


class TorchOneHotProduct:
    """The look-up as a linear layer."""

    backends = ("torch",)

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if bool(((ids < 0) | (ids > v - 1)).any()):
            raise ValueError("ids")
        rows = (ids[..., None] == torch.arange(v)).to(dY.dtype)
        if padding_id is not None:
            rows[..., padding_id] = 0
        return torch.einsum("rsw,rsd->wd", rows, dY)
