class PrecisionAndRecall:
    """By precision and recall, with their own guards."""

    def averaged_f1(Y_true, Y_pred):
        if Y_true.shape != Y_pred.shape:
            raise ValueError("shapes")

        def f(tp, fp, fn):
            if tp == 0:
                return 0.0
            p, r = tp / (tp + fp), tp / (tp + fn)
            return 2 * p * r / (p + r)

        tp = np.sum(Y_true & Y_pred, axis=0)
        fp, fn = np.sum(~Y_true & Y_pred, axis=0), np.sum(Y_true & ~Y_pred, axis=0)
        F = np.array([f(*counts) for counts in zip(tp, fp, fn)])
        used = tp + fp + fn > 0
        macro = F[used].mean() if used.any() else 0.0
        weighted = np.average(F, weights=tp + fn) if (tp + fn).any() else 0.0
        return np.array([F.mean(), macro, f(tp.sum(), fp.sum(), fn.sum()), weighted])


class Loop:
    """One class at a time, with Python's numbers."""

    def averaged_f1(Y_true, Y_pred):
        if Y_true.shape != Y_pred.shape:
            raise ValueError("shapes")
        F, support, sizes, hits = [], [], [], 0
        for t, s in zip(Y_true.T, Y_pred.T):
            tp, size = int((t & s).sum()), int(t.sum()) + int(s.sum())
            F.append(2 * tp / size if size else 0.0)
            support.append(int(t.sum()))
            sizes.append(size)
            hits += tp
        used = [f for f, size in zip(F, sizes) if size]
        weighted = sum(f * a for f, a in zip(F, support))
        return np.array(
            [
                sum(F) / len(F),
                sum(used) / len(used) if used else 0.0,
                2 * hits / sum(sizes) if sum(sizes) else 0.0,
                weighted / sum(support) if sum(support) else 0.0,
            ]
        )


class NanToNum:
    """Divides first and turns 0/0 into 0 afterwards."""

    backends = ("torch",)

    def averaged_f1(Y_true, Y_pred):
        if Y_true.shape != Y_pred.shape:
            raise ValueError("shapes")
        A, B = Y_true.double(), Y_pred.double()
        tp, there, said = (A * B).sum(0), A.sum(0), B.sum(0)
        F = 2 * tp / (there + said)
        macro, weighted = F.nan_to_num().mean(), (there * F).nansum() / there.sum()
        micro = 2 * tp.sum() / (there + said).sum()
        return torch.stack([macro, F.nanmean(), micro, weighted]).nan_to_num()


class WithoutMask:
    """The used classes by indexing."""

    backends = ("torch",)

    def averaged_f1(Y_true, Y_pred):
        if tuple(Y_true.shape) != tuple(Y_pred.shape):
            raise ValueError("shapes")
        tp = torch.einsum("nk,nk->k", Y_true.double(), Y_pred.double())
        there, said = Y_true.double().sum(0), Y_pred.double().sum(0)
        index = torch.nonzero(there + said).ravel()
        F = torch.zeros(Y_true.shape[1], dtype=torch.float64)
        F[index] = 2 * tp[index] / (there + said)[index]
        macro = F[index].mean() if len(index) else F.sum()
        micro = 2 * tp.sum() / (there + said).sum() if len(index) else F.sum()
        weighted = (F * there).sum() / there.sum() if there.any() else 0 * F.sum()
        return torch.stack([F.mean(), macro, micro, weighted])
