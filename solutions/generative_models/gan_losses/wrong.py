class LogOfOneMinus:
    """Types log(1 - σ(s)) in: log(0) as soon as the discriminator is sure."""

    def generator_loss(fake_logits, kind):
        p = np.exp(log_sigmoid(fake_logits))
        if kind == "minimax":
            return np.log(1 - p).mean()
        if kind == "non_saturating":
            return -np.log(p).mean()
        raise ValueError(kind)


class LabelsSwapped:
    """Trains the discriminator to call real images made."""

    def discriminator_loss(real_logits, fake_logits):
        return -log_sigmoid(-real_logits).mean() - log_sigmoid(fake_logits).mean()


class OneMeanOverBoth:
    """Averages all images together: half the loss, and wrong weights for unequal batches."""

    def discriminator_loss(real_logits, fake_logits):
        both = np.concatenate([log_sigmoid(real_logits), log_sigmoid(-fake_logits)])
        return -both.mean()


class OnlyOneGame:
    """Plays the non-saturating game whatever is asked for."""

    def generator_loss(fake_logits, kind):
        if kind not in ("minimax", "non_saturating"):
            raise ValueError(kind)
        return -log_sigmoid(fake_logits).mean()

    def generator_slope(fake_logits, kind):
        if kind not in ("minimax", "non_saturating"):
            raise ValueError(kind)
        return -np.exp(log_sigmoid(-fake_logits)) / len(fake_logits)


class MinimaxUpsideDown:
    """Forgets that the generator's loss is minus the discriminator's term."""

    def generator_loss(fake_logits, kind):
        if kind == "minimax":
            return -log_sigmoid(-fake_logits).mean()
        if kind == "non_saturating":
            return -log_sigmoid(fake_logits).mean()
        raise ValueError(kind)


class SlopeWithoutTheMean:
    """Forgets the division by the number of images."""

    def generator_slope(fake_logits, kind):
        if kind == "minimax":
            return -np.exp(log_sigmoid(fake_logits))
        if kind == "non_saturating":
            return -np.exp(log_sigmoid(-fake_logits))
        raise ValueError(kind)


class SlopesSwapped:
    """Gives each game the other's slope."""

    def generator_slope(fake_logits, kind):
        if kind == "non_saturating":
            return -np.exp(log_sigmoid(fake_logits)) / len(fake_logits)
        if kind == "minimax":
            return -np.exp(log_sigmoid(-fake_logits)) / len(fake_logits)
        raise ValueError(kind)


class SlopeBySubtraction:
    """σ(s) - 1 for -σ(-s): no digit is left when the discriminator is fooled."""

    def generator_slope(fake_logits, kind):
        p = np.exp(log_sigmoid(fake_logits))
        if kind == "minimax":
            return -p / len(p)
        if kind == "non_saturating":
            return (p - 1) / len(p)
        raise ValueError(kind)


class AnyOtherKind:
    """Takes every word but "minimax" for the non-saturating game."""

    def generator_loss(fake_logits, kind):
        if kind == "minimax":
            return log_sigmoid(-fake_logits).mean()
        return -log_sigmoid(fake_logits).mean()


class TorchLogOfOneMinus:
    """Types log(1 - σ(s)) in: log(0) as soon as the discriminator is sure."""

    backends = ("torch",)

    def discriminator_loss(real_logits, fake_logits):
        p, q = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
        return -torch.log(p).mean() - torch.log(1 - q).mean()


class TorchDetachedFakes:
    """Detaches inside the loss: right values, and no slope for half of the images."""

    backends = ("torch",)

    def discriminator_loss(real_logits, fake_logits):
        return -log_sigmoid(real_logits).mean() - log_sigmoid(-fake_logits.detach()).mean()


class TorchMinimaxUpsideDown:
    """Forgets that the generator's loss is minus the discriminator's term."""

    backends = ("torch",)

    def generator_loss(fake_logits, kind):
        if kind == "minimax":
            return -log_sigmoid(-fake_logits).mean()
        if kind == "non_saturating":
            return -log_sigmoid(fake_logits).mean()
        raise ValueError(kind)
