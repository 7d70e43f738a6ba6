class Softplus:
    """log(1 + e^s) in place of the given function."""

    def discriminator_loss(real_logits, fake_logits):
        return np.logaddexp(0, -real_logits).mean() + np.logaddexp(0, fake_logits).mean()

    def generator_loss(fake_logits, kind):
        losses = {
            "minimax": lambda s: -np.logaddexp(0, s),
            "non_saturating": lambda s: np.logaddexp(0, -s),
        }
        if kind not in losses:
            raise ValueError(kind)
        return float(losses[kind](fake_logits).mean())


class SignOfTheGame:
    """Both games are one formula with a sign."""

    def generator_loss(fake_logits, kind):
        signs = {"minimax": -1, "non_saturating": 1}
        if kind not in signs:
            raise ValueError(f"unknown game {kind}")
        sign = signs[kind]
        return (-sign * log_sigmoid(sign * fake_logits)).mean()

    def generator_slope(fake_logits, kind):
        if kind not in ("minimax", "non_saturating"):
            raise ValueError(kind)
        s = fake_logits if kind == "minimax" else -fake_logits
        e = np.exp(-np.abs(s))
        return -np.where(s >= 0, 1 / (1 + e), e / (1 + e)) / s.size


class TorchSoftplus:
    """softplus, as most published code has it."""

    backends = ("torch",)

    def discriminator_loss(real_logits, fake_logits):
        return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()


class TorchSigmoid:
    """torch.sigmoid for the slopes."""

    backends = ("torch",)

    def generator_slope(fake_logits, kind):
        if kind == "minimax":
            return -torch.sigmoid(fake_logits) / fake_logits.numel()
        if kind == "non_saturating":
            return -torch.sigmoid(-fake_logits) / fake_logits.numel()
        raise ValueError(kind)
