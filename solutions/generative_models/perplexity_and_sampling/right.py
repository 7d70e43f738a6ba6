class OneTokenAtATime:
    """Plain loops."""

    def perplexity(log_p, mask):
        total, count = 0.0, 0
        for row, flags in zip(log_p, mask):
            for value, flag in zip(row, flags):
                if flag:
                    total, count = total + value, count + 1
        if count == 0:
            raise ValueError("no token to judge")
        return float(np.exp(-total / count))

    def next_token_probabilities(logits, temperature, top_k, top_p):
        check_sampling(temperature, top_k, top_p)
        z = logits / temperature
        ranked = sorted(z.tolist(), reverse=True)
        border = ranked[min(top_k, len(ranked)) - 1]
        p = np.array([np.exp(v - ranked[0]) if v >= border else 0.0 for v in z])
        p = p / p.sum()
        mass, last = 0.0, 1.0
        for value in sorted(p.tolist(), reverse=True):
            if mass >= top_p:
                break
            mass, last = mass + value, value
        p[p < last] = 0
        return (p / p.sum()).astype(logits.dtype)

    def draw(p, u):
        sums = np.cumsum(p)
        sums = sums / sums[-1]
        return np.array([int(np.argmax(sums > value)) for value in u])


class CountSmallerSums:
    """The index is the number of running sums that are not above u."""

    def draw(p, u):
        sums = np.cumsum(p)
        return (sums[None, :] <= u[:, None] * sums[-1]).sum(axis=1)


class TorchTopKThenTies:
    """topk for the border only."""

    backends = ("torch",)

    def perplexity(log_p, mask):
        chosen = torch.masked_select(log_p, mask.bool())
        if chosen.numel() == 0:
            raise ValueError("no token")
        return chosen.mean().neg().exp()

    def next_token_probabilities(logits, temperature, top_k, top_p):
        check_sampling(temperature, top_k, top_p)
        z = logits / temperature
        border = torch.topk(z, min(top_k, z.numel())).values[-1]
        p = torch.softmax(torch.where(z >= border, z, -torch.inf), dim=0)
        high, _ = torch.sort(p, descending=True)
        before = torch.cat([torch.zeros(1, dtype=p.dtype), torch.cumsum(high, 0)[:-1]])
        last = high[before < top_p][-1]
        kept = torch.where(p >= last, p, torch.zeros_like(p))
        return kept / kept.sum()


class TorchCount:
    """The index is the number of running sums that are not above u."""

    backends = ("torch",)

    def draw(p, u):
        sums = torch.cumsum(p, dim=0)
        return (sums[None, :] <= u[:, None] * sums[-1]).sum(dim=1)
