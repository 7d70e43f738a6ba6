class MeanOverAllRows:
    """Divides by n, the padding included."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = np.where(y == ignore, 0, y)
        c = np.where(y == ignore, 0, weights[label]).astype(Z.dtype)
        total = c.sum()
        if total == 0:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / len(y), dZ * c[:, None] / len(y)


class WeightsOnlyInTheLoss:
    """Forgets the class weights in the gradient."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = np.where(y == ignore, 0, y)
        c = np.where(y == ignore, 0, weights[label]).astype(Z.dtype)
        total = c.sum()
        if total == 0:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / total, dZ * (y != ignore)[:, None] / (y != ignore).sum()


class PaddingStillPulls:
    """The loss ignores the padding, the gradient does not."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = np.where(y == ignore, 0, y)
        c = np.where(y == ignore, 0, weights[label]).astype(Z.dtype)
        total = c.sum()
        if total == 0:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / total, dZ * weights.astype(Z.dtype)[label][:, None] / total


class NothingCountsIsNaN:
    """0 / 0 for a batch of padding, as in PyTorch."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = np.where(y == ignore, 0, y)
        c = np.where(y == ignore, 0, weights[label]).astype(Z.dtype)
        total = c.sum()
        if False:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / total, dZ * c[:, None] / total


class WrongSign:
    """Label minus prediction: descending along it climbs."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = np.where(y == ignore, 0, y)
        c = np.where(y == ignore, 0, weights[label]).astype(Z.dtype)
        total = c.sum()
        if total == 0:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / total, -dZ * c[:, None] / total


class TorchMeanOverAllRows:
    """Divides by n, the padding included."""

    backends = ("torch",)

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = torch.where(y == ignore, 0, y)
        c = torch.where(y == ignore, 0, weights[label]).to(Z.dtype)
        total = c.sum()
        if total == 0:
            return Z.new_zeros(()), torch.zeros_like(Z)
        log_p = torch.log_softmax(Z, dim=1)
        picked = log_p.gather(1, label[:, None])[:, 0]
        dZ = log_p.exp() - F.one_hot(label, Z.shape[1]).to(Z.dtype)
        return -(c * picked).sum() / len(y), dZ * c[:, None] / len(y)


class TorchWeightsOnlyInTheLoss:
    """Forgets the class weights in the gradient."""

    backends = ("torch",)

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = torch.where(y == ignore, 0, y)
        c = torch.where(y == ignore, 0, weights[label]).to(Z.dtype)
        total = c.sum()
        if total == 0:
            return Z.new_zeros(()), torch.zeros_like(Z)
        log_p = torch.log_softmax(Z, dim=1)
        picked = log_p.gather(1, label[:, None])[:, 0]
        dZ = log_p.exp() - F.one_hot(label, Z.shape[1]).to(Z.dtype)
        return -(c * picked).sum() / total, dZ * (y != ignore)[:, None] / (y != ignore).sum()


class TorchPaddingStillPulls:
    """The loss ignores the padding, the gradient does not."""

    backends = ("torch",)

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = torch.where(y == ignore, 0, y)
        c = torch.where(y == ignore, 0, weights[label]).to(Z.dtype)
        total = c.sum()
        if total == 0:
            return Z.new_zeros(()), torch.zeros_like(Z)
        log_p = torch.log_softmax(Z, dim=1)
        picked = log_p.gather(1, label[:, None])[:, 0]
        dZ = log_p.exp() - F.one_hot(label, Z.shape[1]).to(Z.dtype)
        return -(c * picked).sum() / total, dZ * weights.to(Z.dtype)[label][:, None] / total


class TorchNothingCountsIsNaN:
    """0 / 0 for a batch of padding, as in PyTorch."""

    backends = ("torch",)

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = torch.where(y == ignore, 0, y)
        c = torch.where(y == ignore, 0, weights[label]).to(Z.dtype)
        total = c.sum()
        if False:
            return Z.new_zeros(()), torch.zeros_like(Z)
        log_p = torch.log_softmax(Z, dim=1)
        picked = log_p.gather(1, label[:, None])[:, 0]
        dZ = log_p.exp() - F.one_hot(label, Z.shape[1]).to(Z.dtype)
        return -(c * picked).sum() / total, dZ * c[:, None] / total


class TorchWrongSign:
    """Label minus prediction: descending along it climbs."""

    backends = ("torch",)

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = torch.where(y == ignore, 0, y)
        c = torch.where(y == ignore, 0, weights[label]).to(Z.dtype)
        total = c.sum()
        if total == 0:
            return Z.new_zeros(()), torch.zeros_like(Z)
        log_p = torch.log_softmax(Z, dim=1)
        picked = log_p.gather(1, label[:, None])[:, 0]
        dZ = log_p.exp() - F.one_hot(label, Z.shape[1]).to(Z.dtype)
        return -(c * picked).sum() / total, -dZ * c[:, None] / total


class OneMaximum:
    """One maximum for the whole batch: log(0) in the rows far below it."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = np.where(y == ignore, 0, y)
        c = np.where(y == ignore, 0, weights[label]).astype(Z.dtype)
        total = c.sum()
        if total == 0:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(initial=-1e300)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / total, dZ * c[:, None] / total


class LogOfSoftmax:
    """Probabilities first, logarithm second: infinite for a hopeless class."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = np.where(y == ignore, 0, y)
        c = np.where(y == ignore, 0, weights[label]).astype(Z.dtype)
        total = c.sum()
        if total == 0:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(axis=1, keepdims=True)
        e = np.exp(shifted)
        log_p = np.log(e / e.sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / total, dZ * c[:, None] / total


class IgnoresByNumberBelowZero:
    """Takes every negative label for padding, and no other."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = np.maximum(y, 0)
        c = np.where(y < 0, 0, weights[label]).astype(Z.dtype)
        total = c.sum()
        if total == 0:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / total, dZ * c[:, None] / total


class NoLabelCheck:
    """Takes any index that NumPy takes."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        label = np.where(y == ignore, 0, y)
        c = np.where(y == ignore, 0, weights[label]).astype(Z.dtype)
        total = c.sum()
        if total == 0:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / total, dZ * c[:, None] / total


class WeightsDecideTheType:
    """float64 weights make a float64 gradient."""

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = np.where(y == ignore, 0, y)
        c = np.where(y == ignore, 0, weights[label])
        total = c.sum()
        if total == 0:
            return 0.0, np.zeros_like(Z)
        shifted = Z - Z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        picked = log_p[np.arange(len(y)), label]
        dZ = np.exp(log_p) - np.eye(Z.shape[1], dtype=Z.dtype)[label]
        return -(c * picked).sum() / total, dZ * c[:, None] / total


class TorchLogOfSoftmax:
    """Probabilities first, logarithm second: infinite for a hopeless class."""

    backends = ("torch",)

    def cross_entropy_with_gradient(Z, y, weights, ignore):
        check_labels(Z, y, weights, ignore)
        label = torch.where(y == ignore, 0, y)
        c = torch.where(y == ignore, 0, weights[label]).to(Z.dtype)
        total = c.sum()
        if total == 0:
            return Z.new_zeros(()), torch.zeros_like(Z)
        log_p = torch.softmax(Z, dim=1).log()
        picked = log_p.gather(1, label[:, None])[:, 0]
        dZ = log_p.exp() - F.one_hot(label, Z.shape[1]).to(Z.dtype)
        return -(c * picked).sum() / total, dZ * c[:, None] / total
