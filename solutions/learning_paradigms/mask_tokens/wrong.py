class SpecialTokensToo:
    """Chooses padding and separators as well."""

    def select_positions(ids, special_ids, u, rate=0.15):
        if ids.shape != u.shape:
            raise ValueError("shapes")
        return u < rate


class OnlyPaddingIsSpecial:
    """Knows one special token only."""

    backends = ("torch",)

    def select_positions(ids, special_ids, u, rate=0.15):
        if ids.shape != u.shape:
            raise ValueError("shapes")
        return (u < rate) & (ids != special_ids[0])


class RateTheWrongWay:
    """Chooses 85 % of the tokens."""

    backends = ("numpy", "torch")

    def select_positions(ids, special_ids, u, rate=0.15):
        if ids.shape != u.shape:
            raise ValueError("shapes")
        special = (ids[..., None] == special_ids).any(-1)
        return (u >= rate) & ~special


class AlwaysTheMask:
    """Every chosen token becomes the mask; the two other ways are forgotten."""

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        return np.where(chosen, mask_id, ids), np.where(chosen, ids, -100)


class SharesOfAllTokens:
    """Forgets `chosen` for the random tokens: a tenth of the whole text is noise."""

    backends = ("torch",)

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        replaced = (u >= 0.8) & (u < 0.9)
        inputs = torch.where(replaced, random_ids, ids)
        inputs = torch.where(chosen & (u < 0.8), mask_id, inputs)
        return inputs, torch.where(chosen, ids, -100)


class LabelsFromTheInputs:
    """Writes the labels down after the tokens were hidden."""

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        inputs = np.where(chosen & (u < 0.9), random_ids, ids)
        inputs = np.where(chosen & (u < 0.8), mask_id, inputs)
        return inputs, np.where(chosen, inputs, -100)


class NoLabelWhereKept:
    """Labels only where the token changed: the model never learns to trust a token."""

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        inputs = np.where(chosen & (u < 0.9), random_ids, ids)
        inputs = np.where(chosen & (u < 0.8), mask_id, inputs)
        return inputs, np.where(inputs != ids, ids, -100)


class ZeroElsewhere:
    """Labels 0 elsewhere: the loss then asks for token 0 at every other place."""

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        inputs = np.where(chosen & (u < 0.9), random_ids, ids)
        inputs = np.where(chosen & (u < 0.8), mask_id, inputs)
        return inputs, np.where(chosen, ids, 0)


class OverwritesTheText:
    """Masks the caller's own array: the next epoch finds masks in the text."""

    backends = ("torch",)

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        labels = torch.where(chosen, ids, -100)
        replaced = chosen & (u >= 0.8) & (u < 0.9)
        ids[chosen & (u < 0.8)] = mask_id
        ids[replaced] = random_ids[replaced]
        return ids, labels
