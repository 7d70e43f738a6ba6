class StepByStep:
    """One step after another in Python numbers, with cos^2 of half the angle."""

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if warmup_steps < 0 or total_steps <= warmup_steps:
            raise ValueError("no room for the cosine")
        rates = np.empty(steps.shape)
        for i, s in np.ndenumerate(steps):
            angle = math.pi / 2 * min(1, (s - warmup_steps) / (total_steps - warmup_steps))
            fall = min_lr + (base_lr - min_lr) * math.cos(angle) ** 2
            rates[i] = (s + 1) / warmup_steps * base_lr if s < warmup_steps else fall
        return rates

    def warmup_steps_decay(steps, base_lr, warmup_steps, every, factor=0.1):
        if every <= 0 or warmup_steps < 0:
            raise ValueError("every must be at least 1")
        rates = np.empty(steps.shape)
        for i, s in np.ndenumerate(steps):
            rate = base_lr
            for _ in range((s - warmup_steps) // every):
                rate *= factor
            rates[i] = base_lr * (s + 1) / warmup_steps if s < warmup_steps else rate
        return rates


class MinimumOfRampAndFall:
    """Integer division in torch, and index assignment for the ramp."""

    backends = ("torch",)

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if warmup_steps < 0 or total_steps <= warmup_steps:
            raise ValueError("no room for the cosine")
        p = (steps.double() - warmup_steps) / (total_steps - warmup_steps)
        rates = torch.lerp(
            torch.full_like(p, min_lr),
            torch.full_like(p, base_lr),
            (1 + torch.cos(torch.pi * torch.minimum(p, torch.ones_like(p)))) / 2,
        )
        early = steps < warmup_steps
        rates[early] = base_lr * (steps[early].double() + 1) / warmup_steps if early.any() else 0.0
        return rates

    def warmup_steps_decay(steps, base_lr, warmup_steps, every, factor=0.1):
        if every <= 0 or warmup_steps < 0:
            raise ValueError("every must be at least 1")
        drops = torch.div(steps - warmup_steps, every, rounding_mode="floor")
        rates = base_lr * torch.pow(torch.tensor(factor, dtype=torch.float64), drops)
        early = steps < warmup_steps
        rates[early] = base_lr * (steps[early].double() + 1) / warmup_steps if early.any() else 0.0
        return rates
