class KeepOnlyWhatCounts:
    """Drops the padding first, and puts the gradient of the rest back into zeros."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        kept = np.flatnonzero(y != ignore)
        dZ = np.zeros_like(Z)
        c = weights[y[kept]].astype(Z.dtype)
        if not c.any():
            return 0.0, dZ
        share, onehot = c / c.sum(), np.eye(Z.shape[1], dtype=Z.dtype)[y[kept]]
        log_sum = np.logaddexp.reduce(Z[kept], axis=1)
        dZ[kept] = share[:, None] * (np.exp(Z[kept] - log_sum[:, None]) - onehot)
        return float(share @ (log_sum - Z[kept, y[kept]])), dZ


class RowByRow:
    """One example at a time."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        total = sum(float(weights[label]) for label in y if label != ignore)
        loss, dZ = 0.0, np.zeros_like(Z)
        for i, label in enumerate(y):
            if label == ignore or total == 0:
                continue
            e = np.exp(Z[i] - Z[i].max())
            share = float(weights[label]) / total
            loss += share * (np.log(e.sum()) + Z[i].max() - Z[i, label])
            dZ[i] = share * e / e.sum()
            dZ[i, label] -= share
        return loss, dZ


class LogSumExp:
    """torch.logsumexp, and the label's logit taken by index."""

    backends = ("torch",)

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        kept = (y != ignore).nonzero()[:, 0]
        dZ, labels = torch.zeros_like(Z), y[kept]
        c = weights[labels].to(Z.dtype)
        if not bool((c > 0).any()):
            return torch.zeros((), dtype=Z.dtype), dZ
        share, log_sum = c / c.sum(), Z[kept].logsumexp(dim=1)
        dZ[kept] = share[:, None] * (Z[kept] - log_sum[:, None]).exp()
        dZ[kept, labels] -= share
        return share @ (log_sum - Z[kept, labels]), dZ


class OneHotRows:
    """A matrix of weighted one-hot labels does the choosing."""

    backends = ("torch",)

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        classes = torch.arange(Z.shape[1])
        T = ((y[:, None] == classes) & (y[:, None] != ignore)) * weights.to(Z.dtype)
        total = T.sum()
        if float(total) == 0.0:
            return total, T
        log_p = torch.log_softmax(Z, dim=1)
        loss = -torch.where(T > 0, T * log_p, 0.0).sum() / total
        return loss, (log_p.exp() * T.sum(dim=1, keepdim=True) - T) / total
