class RunningProduct:
    """A loop for the schedule; the one before, shifted by one place."""

    def linear_schedule(steps, first, last):
        beta, left, kept = [], [], 1.0
        for i in range(steps):
            beta.append(first + (last - first) * i / max(1, steps - 1))
            kept *= 1 - beta[-1]
            left.append(kept)
        return np.array(beta), np.array(left)

    def posterior(x, x_s, s, beta, alpha_bar):
        shifted = np.concatenate([np.ones(1, dtype=alpha_bar.dtype), alpha_bar[:-1]])
        before, now, b = shifted[s], alpha_bar[s], beta[s]
        a = np.sqrt(before) * b / (1 - now)
        c = np.sqrt(1 - b) * (1 - before) / (1 - now)
        return x * a[:, None] + x_s * c[:, None], b * (1 - before) / (1 - now)


class RowByRow:
    """One example at a time."""

    def diffuse(x, s, eps, alpha_bar):
        rows = [
            alpha_bar[k] ** 0.5 * row + (1 - alpha_bar[k]) ** 0.5 * e
            for row, k, e in zip(x, s, eps)
        ]
        return np.array(rows, dtype=x.dtype)


class TorchShifted:
    """The one before, shifted by one place."""

    backends = ("torch",)

    def posterior(x, x_s, s, beta, alpha_bar):
        shifted = torch.cat([torch.ones(1, dtype=alpha_bar.dtype), alpha_bar[:-1]])
        before, now, b = shifted[s], alpha_bar[s], beta[s]
        mean = (before.sqrt() * b)[:, None] * x + ((1 - b).sqrt() * (1 - before))[:, None] * x_s
        return mean / (1 - now)[:, None], b * (1 - before) / (1 - now)


class TorchUnsqueeze:
    """Columns by unsqueeze, the roots once for the whole schedule."""

    backends = ("torch",)

    def diffuse(x, s, eps, alpha_bar):
        signal, noise = alpha_bar.sqrt(), (1 - alpha_bar).sqrt()
        return signal[s].unsqueeze(1) * x + noise[s].unsqueeze(1) * eps
