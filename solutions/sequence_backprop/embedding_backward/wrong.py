class FancyPlusEquals:
    """dE[ids] += dY: of a word's positions only the last one is added."""

    edits = {"np.add.at(dE, ids, dY)": "dE[ids] += dY"}


class TorchFancyPlusEquals:
    """dE[ids] += dY: of a word's positions only the last one is added."""

    backends = ("torch",)
    edits = {"dE.index_add_(0, ids.flatten(), dY.flatten(0, 1))": "dE[ids] += dY"}


class TorchNoAccumulate:
    """index_put_ without accumulate=True writes in place of adding."""

    backends = ("torch",)
    edits = {"dE.index_add_(0, ids.flatten(), dY.flatten(0, 1))": "dE.index_put_((ids,), dY)"}


class PaddingRowTrained:
    """Ignores padding_id."""

    backends = ("numpy", "torch")
    edits = {"if padding_id is not None:\n    dE[padding_id] = 0": ""}


class ZeroIsNoId:
    """`if padding_id:` takes the id 0, the usual padding, for None."""

    backends = ("numpy", "torch")
    edits = {"if padding_id is not None:": "if padding_id:"}


class MeanOverPositions:
    """Divides each row by how often its word occurs."""

    edits = {
        "np.add.at(dE, ids, dY)": (
            "np.add.at(dE, ids, dY / np.bincount(ids.ravel())[ids][:, :, None])"
        )
    }


class LastRowForNegativeIds:
    """No test of the ids: -1 trains the last word."""

    edits = {
        (
            "if (ids < 0).any() or (ids >= v).any():\n"
            '    raise ValueError(f"embedding_backward: expected ids from 0 to {v - 1}; got {ids}.")'
        ): ""
    }


class AlwaysFloat64:
    """np.zeros without a dtype."""

    edits = {"np.zeros((v, dY.shape[2]), dtype=dY.dtype)": "np.zeros((v, dY.shape[2]))"}


class PaddingZeroedInTheGradient:
    """Clears the padding in dY itself: the layer above loses its gradient."""

    edits = {
        "np.add.at(dE, ids, dY)\nif padding_id is not None:\n    dE[padding_id] = 0": (
            "if padding_id is not None:\n    dY[ids == padding_id] = 0\nnp.add.at(dE, ids, dY)"
        )
    }


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
