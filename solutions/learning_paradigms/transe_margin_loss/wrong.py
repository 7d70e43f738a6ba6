class HeadAndTailExchanged:
    """Steps from the tail to the head."""

    backends = ("torch",)

    def transe_distance(entities, relations, triples, order=2):
        h, r, t = triples.T
        return (entities[t] + relations[r] - entities[h]).norm(p=order, dim=1)


class SquaredDistance:
    """Forgets the root."""

    def transe_distance(entities, relations, triples, order=2):
        h, r, t = triples.T
        return (np.abs(entities[h] + relations[r] - entities[t]) ** order).sum(axis=1)


class SumsOverTriples:
    """One length over the wrong axis."""

    def transe_distance(entities, relations, triples, order=2):
        h, r, t = triples.T
        return np.linalg.norm(entities[h] + relations[r] - entities[t], ord=order, axis=0)


class Unfiltered:
    """Takes the first candidate, true or not."""

    backends = ("numpy", "torch")

    def corrupt_triples(triples, replace_head, candidates, known):
        out = triples * 1
        out[replace_head, 0] = candidates[replace_head, 0]
        out[~replace_head, 2] = candidates[~replace_head, 0]
        return out


class OnlyItself:
    """Avoids the triple it came from, but not the other true ones."""

    def corrupt_triples(triples, replace_head, candidates, known):
        out = triples.copy()
        for i, (head, options) in enumerate(zip(replace_head, candidates)):
            column = 0 if head else 2
            free = [e for e in options if e != triples[i, column]]
            if not free:
                raise ValueError("none left")
            out[i, column] = free[0]
        return out


class AlwaysTheTail:
    """Never exchanges the head: relations are learned in one direction."""

    backends = ("torch",)

    def corrupt_triples(triples, replace_head, candidates, known):
        facts, rows = set(map(tuple, known.tolist())), []
        for (h, r, _), options in zip(triples.tolist(), candidates.tolist()):
            free = [e for e in options if (h, r, e) not in facts]
            if not free:
                raise ValueError("none left")
            rows.append((h, r, free[0]))
        return torch.tensor(rows)


class GivesUpQuietly:
    """Returns the true triple when no candidate is left."""

    def corrupt_triples(triples, replace_head, candidates, known):
        facts, rows = set(map(tuple, known.tolist())), []
        for (h, r, t), head, options in zip(triples.tolist(), replace_head, candidates.tolist()):
            tried = [(e, r, t) if head else (h, r, e) for e in options]
            rows.append(next((x for x in tried if x not in facts), (h, r, t)))
        return np.array(rows)


class SignsExchanged:
    """Rewards false triples for being near."""

    backends = ("numpy", "torch")

    def margin_loss(true, false, margin=1.0):
        if true.shape != false.shape:
            raise ValueError("shapes")
        return (margin + false - true).clip(min=0).mean()


class NoMargin:
    """Stops pushing as soon as the false triple is a hair farther off."""

    def margin_loss(true, false, margin=1.0):
        if true.shape != false.shape:
            raise ValueError("shapes")
        return np.maximum(0, true - false).mean()


class HingeOfTheMean:
    """One hinge for the whole batch: good pairs pay for bad ones."""

    backends = ("torch",)

    def margin_loss(true, false, margin=1.0):
        if true.shape != false.shape:
            raise ValueError("shapes")
        return torch.relu((margin + true - false).mean())
