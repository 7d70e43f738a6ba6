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


class ChoiceOfTwoCurves:
    """Computes ramp and fall for every step and chooses; sin^2 counts down from the top."""

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if warmup_steps < 0 or not warmup_steps < total_steps:
            raise ValueError("no room for the cosine")
        ramp = (steps + 1.0) * base_lr / max(warmup_steps, 1)
        part = np.clip((steps - warmup_steps) / (total_steps - warmup_steps), 0, 1)
        fall = base_lr - (base_lr - min_lr) * np.sin(np.pi * part / 2) ** 2
        return np.where(steps < warmup_steps, ramp, fall)

    def warmup_steps_decay(steps, base_lr, warmup_steps, every, factor=0.1):
        if every < 1 or warmup_steps < 0:
            raise ValueError("every must be at least 1")
        ramp = (steps + 1.0) * base_lr / max(warmup_steps, 1)
        drops = np.floor((steps - warmup_steps) / every)
        return np.where(steps < warmup_steps, ramp, base_lr * np.power(float(factor), drops))


class PlainNumbers:
    """Python numbers in a list, made a tensor at the end."""

    backends = ("torch",)

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if warmup_steps < 0 or total_steps <= warmup_steps:
            raise ValueError("no room for the cosine")

        def rate(s):
            if s < warmup_steps:
                return base_lr * (s + 1) / warmup_steps
            part = min(1.0, (s - warmup_steps) / (total_steps - warmup_steps))
            share = math.cos(math.pi * part / 2) ** 2
            return share * base_lr + (1 - share) * min_lr

        rates = [rate(s) for s in steps.flatten().tolist()]
        return torch.tensor(rates, dtype=torch.float64).reshape(steps.shape)

    def warmup_steps_decay(steps, base_lr, warmup_steps, every, factor=0.1):
        if every < 1 or warmup_steps < 0:
            raise ValueError("every must be at least 1")

        def rate(s):
            if s < warmup_steps:
                return base_lr * (s + 1) / warmup_steps
            return base_lr * factor ** ((s - warmup_steps) // every)

        rates = [rate(s) for s in steps.flatten().tolist()]
        return torch.tensor(rates, dtype=torch.float64).reshape(steps.shape)
