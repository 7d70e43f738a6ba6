class MeanOfThePerplexities:
    """One perplexity for each text, then their mean: short texts count too much."""

    def perplexity(log_p, mask):
        if mask.sum() == 0:
            raise ValueError("no token")
        log_p = np.where(mask == 1, log_p, 0)
        return np.exp(-log_p.sum(axis=1) / mask.sum(axis=1)).mean()


class PaddingCounted:
    """Divides by all positions, padding included."""

    def perplexity(log_p, mask):
        if mask.sum() == 0:
            raise ValueError("no token")
        return np.exp(-np.where(mask == 1, log_p, 0).mean())


class TimesTheMask:
    """Multiplies by the mask: minus infinity times 0 is NaN."""

    def perplexity(log_p, mask):
        if mask.sum() == 0:
            raise ValueError("no token")
        return np.exp(-(log_p * mask).sum() / mask.sum())


class MeanProbability:
    """One over the mean probability: an arithmetic mean for a geometric one."""

    def perplexity(log_p, mask):
        if mask.sum() == 0:
            raise ValueError("no token")
        return 1 / np.exp(log_p[mask == 1]).mean()


class TemperatureMultiplied:
    """Multiplies by the temperature: hot becomes cold."""

    def next_token_probabilities(logits, temperature, top_k, top_p):
        check_sampling(temperature, top_k, top_p)
        z = logits * temperature
        border = np.sort(z)[-min(top_k, len(z))]
        weight = np.where(z < border, 0, np.exp(z - z.max()))
        p = weight / weight.sum()
        high = np.sort(p)[::-1]
        needed = (np.cumsum(high) - high < top_p).sum()
        kept = np.where(p < high[needed - 1], 0, p)
        return kept / kept.sum()


class FirstOfTheTied:
    """Keeps exactly k and the shortest prefix: among level tokens the vocabulary's order decides."""

    def next_token_probabilities(logits, temperature, top_k, top_p):
        check_sampling(temperature, top_k, top_p)
        z = logits / temperature
        order = np.argsort(-z, kind="stable")
        p = np.zeros_like(z)
        best = order[:top_k]
        p[best] = np.exp(z[best] - z.max())
        p /= p.sum()
        sums = np.cumsum(p[order])
        p[order[sums - p[order] >= top_p]] = 0
        return p / p.sum()


class StopsBeforeTheLine:
    """Keeps tokens whose running sum is within top_p: too few, or none at all."""

    def next_token_probabilities(logits, temperature, top_k, top_p):
        check_sampling(temperature, top_k, top_p)
        z = logits / temperature
        border = np.sort(z)[-min(top_k, len(z))]
        weight = np.where(z < border, 0, np.exp(z - z.max()))
        p = weight / weight.sum()
        high = np.sort(p)[::-1]
        needed = max(1, (np.cumsum(high) <= top_p).sum())
        kept = np.where(p < high[needed - 1], 0, p)
        return kept / kept.sum()


class NotRenormalised:
    """Cuts the tail off and leaves a distribution that does not sum to 1."""

    def next_token_probabilities(logits, temperature, top_k, top_p):
        check_sampling(temperature, top_k, top_p)
        z = logits / temperature
        border = np.sort(z)[-min(top_k, len(z))]
        weight = np.where(z < border, 0, np.exp(z - z.max()))
        p = weight / weight.sum()
        high = np.sort(p)[::-1]
        needed = (np.cumsum(high) - high < top_p).sum()
        return np.where(p < high[needed - 1], 0, p)


class TopPFirst:
    """Top-p before top-k: the mass is counted among all tokens."""

    def next_token_probabilities(logits, temperature, top_k, top_p):
        check_sampling(temperature, top_k, top_p)
        z = logits / temperature
        p = np.exp(z - z.max())
        p = p / p.sum()
        high = np.sort(p)[::-1]
        needed = (np.cumsum(high) - high < top_p).sum()
        p = np.where(p < high[needed - 1], 0, p)
        p = np.where(z < np.sort(z)[-min(top_k, len(z))], 0, p)
        return p / p.sum()


class ZeroForTheLogit:
    """Sets the logits of dropped tokens to 0, which is no small probability."""

    def next_token_probabilities(logits, temperature, top_k, top_p):
        check_sampling(temperature, top_k, top_p)
        z = logits / temperature
        z = np.where(z < np.sort(z)[-min(top_k, len(z))], 0, z)
        p = np.exp(z - z.max())
        p = p / p.sum()
        high = np.sort(p)[::-1]
        needed = (np.cumsum(high) - high < top_p).sum()
        kept = np.where(p < high[needed - 1], 0, p)
        return kept / kept.sum()


class DrawFromTheLeft:
    """At equality takes the token before: one of probability 0 can be drawn."""

    def draw(p, u):
        running = np.cumsum(p)
        return np.searchsorted(running / running[-1], u, side="left")


class DrawOffTheEnd:
    """Trusts that the probabilities sum to 1 exactly."""

    def draw(p, u):
        return np.searchsorted(np.cumsum(p), u, side="right")


class AlwaysTheBest:
    """Takes the most probable token every time."""

    def draw(p, u):
        return np.full(len(u), np.argmax(p))


class TorchTopK:
    """torch.topk keeps exactly k: among level tokens it picks some."""

    backends = ("torch",)

    def next_token_probabilities(logits, temperature, top_k, top_p):
        check_sampling(temperature, top_k, top_p)
        z = logits / temperature
        best = torch.topk(z, min(top_k, len(z))).indices
        cut = torch.full_like(z, -torch.inf)
        cut[best] = z[best]
        p = torch.softmax(cut, dim=0)
        high = p.sort(descending=True).values
        needed = (torch.cumsum(high, dim=0) - high < top_p).sum()
        kept = p.masked_fill(p < high[needed - 1], 0)
        return kept / kept.sum()


class TorchTimesTheMask:
    """Multiplies by the mask: minus infinity times 0 is NaN."""

    backends = ("torch",)

    def perplexity(log_p, mask):
        if mask.sum() == 0:
            raise ValueError("no token")
        return torch.exp(-(log_p * mask).sum() / mask.sum())


class TorchLeft:
    """torch.searchsorted as it comes: at equality the token before."""

    backends = ("torch",)

    def draw(p, u):
        running = torch.cumsum(p, dim=0)
        return torch.searchsorted(running / running[-1], u)
