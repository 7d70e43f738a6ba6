class FancyPlusEquals:
    """dE[ids] += dY: of a word's positions only the last one is added."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        dE = np.zeros((v, dY.shape[2]), dtype=dY.dtype)
        dE[ids] += dY
        if padding_id is not None:
            dE[padding_id] = 0
        return dE


class PaddingRowTrained:
    """Ignores padding_id."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        dE = np.zeros((v, dY.shape[2]), dtype=dY.dtype)
        np.add.at(dE, ids, dY)
        return dE


class ZeroIsNoId:
    """`if padding_id:` takes the id 0, the usual padding, for None."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        dE = np.zeros((v, dY.shape[2]), dtype=dY.dtype)
        np.add.at(dE, ids, dY)
        if padding_id:
            dE[padding_id] = 0
        return dE


class MeanOverPositions:
    """Divides each row by how often its word occurs."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        dE = np.zeros((v, dY.shape[2]), dtype=dY.dtype)
        np.add.at(dE, ids, dY)
        dE /= np.maximum(np.bincount(ids.ravel(), minlength=v), 1)[:, None]
        if padding_id is not None:
            dE[padding_id] = 0
        return dE


class LastRowForNegativeIds:
    """No test of the ids: -1 trains the last word."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        dE = np.zeros((v, dY.shape[2]), dtype=dY.dtype)
        np.add.at(dE, ids, dY)
        if padding_id is not None:
            dE[padding_id] = 0
        return dE


class AlwaysFloat64:
    """np.zeros without a dtype."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        dE = np.zeros((v, dY.shape[2]))
        np.add.at(dE, ids, dY)
        if padding_id is not None:
            dE[padding_id] = 0
        return dE


class PaddingZeroedInTheGradient:
    """Clears the padding in dY itself: the layer above loses its gradient."""

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        if padding_id is not None:
            dY[ids == padding_id] = 0
        dE = np.zeros((v, dY.shape[2]), dtype=dY.dtype)
        np.add.at(dE, ids, dY)
        return dE


class TorchFancyPlusEquals:
    """dE[ids] += dY: of a word's positions only the last one is added."""

    backends = ("torch",)

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        dE = torch.zeros((v, dY.shape[2]), dtype=dY.dtype)
        dE[ids] += dY
        if padding_id is not None:
            dE[padding_id] = 0
        return dE


class TorchNoAccumulate:
    """index_put_ without accumulate=True writes in place of adding."""

    backends = ("torch",)

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        dE = torch.zeros((v, dY.shape[2]), dtype=dY.dtype)
        dE.index_put_((ids,), dY)
        if padding_id is not None:
            dE[padding_id] = 0
        return dE


class TorchZeroIsNoId:
    """`if padding_id:` takes the id 0, the usual padding, for None."""

    backends = ("torch",)

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        dE = torch.zeros((v, dY.shape[2]), dtype=dY.dtype)
        dE.index_add_(0, ids.flatten(), dY.flatten(0, 1))
        if padding_id:
            dE[padding_id] = 0
        return dE


class TorchScatterWithBroadcastIds:
    """scatter_add_ over the wrong axis: words are mixed with features."""

    backends = ("torch",)

    def embedding_backward(dY, ids, v, padding_id):
        if dY.ndim != 3 or ids.shape != dY.shape[:2]:
            raise ValueError("shapes")
        if (ids < 0).any() or (ids >= v).any():
            raise ValueError("ids")
        dE = torch.zeros((v, dY.shape[2]), dtype=dY.dtype)
        flat = dY.flatten(0, 1)
        ids = ids.flatten()[:, None].expand_as(flat) % dY.shape[2]
        dE[: len(flat)].scatter_add_(1, ids[:v], flat[:v])
        return dE
