class StartsAtZero:
    """Warm-up by s / w: the first step trains nothing, the last one does not reach the base rate."""

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if not 0 <= warmup_steps < total_steps:
            raise ValueError("no room for the cosine")
        p = np.minimum((steps - warmup_steps) / (total_steps - warmup_steps), 1)
        cosine = min_lr + (base_lr - min_lr) * (1 + np.cos(np.pi * p)) / 2
        return np.where(steps < warmup_steps, base_lr * steps / max(warmup_steps, 1), cosine)


class CosineFromStepZero:
    """Counts the cosine from step 0: the rate jumps down where the warm-up ends."""

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if not 0 <= warmup_steps < total_steps:
            raise ValueError("no room for the cosine")
        p = np.minimum(steps / total_steps, 1)
        cosine = min_lr + (base_lr - min_lr) * (1 + np.cos(np.pi * p)) / 2
        return np.where(steps < warmup_steps, base_lr * (steps + 1) / max(warmup_steps, 1), cosine)


class RisesAgain:
    """No clipping at the end: past T the cosine climbs back up."""

    backends = ("numpy", "torch")

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if not 0 <= warmup_steps < total_steps:
            raise ValueError("no room for the cosine")
        s = steps * 1.0 if isinstance(steps, np.ndarray) else steps.double()
        p = (s - warmup_steps) / (total_steps - warmup_steps)
        ramp = (s + 1) / max(warmup_steps, 1)
        wave = (1 + (np.cos(np.pi * p) if isinstance(s, np.ndarray) else torch.cos(np.pi * p))) / 2
        before = (s < warmup_steps) * 1.0
        return before * base_lr * ramp + (1 - before) * (min_lr + (base_lr - min_lr) * wave)


class FullCosine:
    """A whole wave instead of half of one: the rate comes back to the top."""

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if not 0 <= warmup_steps < total_steps:
            raise ValueError("no room for the cosine")
        p = np.minimum((steps - warmup_steps) / (total_steps - warmup_steps), 1)
        cosine = min_lr + (base_lr - min_lr) * (1 + np.cos(2 * np.pi * p)) / 2
        return np.where(steps < warmup_steps, base_lr * (steps + 1) / max(warmup_steps, 1), cosine)


class FloorAdded:
    """Adds min_lr on top: the largest rate is then base_lr + min_lr."""

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if not 0 <= warmup_steps < total_steps:
            raise ValueError("no room for the cosine")
        p = np.minimum((steps - warmup_steps) / (total_steps - warmup_steps), 1)
        cosine = min_lr + base_lr * (1 + np.cos(np.pi * p)) / 2
        return np.where(steps < warmup_steps, base_lr * (steps + 1) / max(warmup_steps, 1), cosine)


class DropsFromStepZero:
    """Counts the blocks from step 0: a longer warm-up eats the first block."""

    backends = ("numpy", "torch")

    def warmup_steps_decay(steps, base_lr, warmup_steps, every, factor=0.1):
        if every < 1 or warmup_steps < 0:
            raise ValueError("every must be at least 1")
        before = (steps < warmup_steps) * 1.0
        ramp = base_lr * (steps * 1.0 + 1) / max(warmup_steps, 1)
        return before * ramp + (1 - before) * base_lr * factor ** ((steps // every) * 1.0)


class DropsLate:
    """Drops one step late: the step at the edge still belongs to the old block."""

    def warmup_steps_decay(steps, base_lr, warmup_steps, every, factor=0.1):
        if every < 1 or warmup_steps < 0:
            raise ValueError("every must be at least 1")
        drops = np.maximum(steps - warmup_steps - 1, 0) // every
        ramp = base_lr * (steps + 1) / max(warmup_steps, 1)
        return np.where(steps < warmup_steps, ramp, base_lr * factor ** (drops * 1.0))


class DividesByZeroWarmup:
    """Divides by the length of the warm-up even when there is none."""

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if not 0 <= warmup_steps < total_steps:
            raise ValueError("no room for the cosine")
        p = np.minimum((steps - warmup_steps) / (total_steps - warmup_steps), 1)
        cosine = min_lr + (base_lr - min_lr) * (1 + np.cos(np.pi * p)) / 2
        before = (steps < warmup_steps) * 1.0
        return before * base_lr * (steps + 1) / warmup_steps + (1 - before) * cosine


class NothingRefused:
    """Lets a cosine of length zero pass."""

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        p = np.clip((steps - warmup_steps) / max(total_steps - warmup_steps, 1), 0, 1)
        cosine = min_lr + (base_lr - min_lr) * (1 + np.cos(np.pi * p)) / 2
        return np.where(steps < warmup_steps, base_lr * (steps + 1) / max(warmup_steps, 1), cosine)


class SinglePrecision:
    """Integers times a Python number: PyTorch answers in float32."""

    backends = ("torch",)

    def warmup_cosine(steps, base_lr, warmup_steps, total_steps, min_lr=0.0):
        if not 0 <= warmup_steps < total_steps:
            raise ValueError("no room for the cosine")
        p = ((steps - warmup_steps) / (total_steps - warmup_steps)).clamp(max=1)
        cosine = min_lr + (base_lr - min_lr) * (1 + torch.cos(math.pi * p)) / 2
        ramp = base_lr * (steps + 1) / max(warmup_steps, 1)
        return torch.where(steps < warmup_steps, ramp, cosine)
