class CopiesAndIndices:
    """Boolean indexing into copies."""

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        inputs, labels = ids.copy(), np.full_like(ids, -100)
        labels[chosen] = ids[chosen]
        replaced = chosen & (u >= 0.8) & (u < 0.9)
        inputs[replaced] = random_ids[replaced]
        inputs[chosen & (u < 0.8)] = mask_id
        return inputs, labels

    def select_positions(ids, special_ids, u, rate=0.15):
        if ids.shape != u.shape:
            raise ValueError("shapes")
        chosen = u < rate
        for special in special_ids:
            chosen[ids == special] = False
        return chosen


class Arithmetic:
    """Products of zeros and ones."""

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        way = np.digitize(u, [0.8, 0.9])
        inputs = np.choose(way, [np.full_like(ids, mask_id), random_ids, ids])
        return ids + chosen * (inputs - ids), chosen * (ids + 100) - 100


class MaskedFill:
    """Tensor methods."""

    backends = ("torch",)

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        labels = ids.masked_fill(~chosen, -100)
        inputs = torch.where(chosen & (u < 0.9), random_ids, ids)
        return inputs.masked_fill(chosen & (u < 0.8), mask_id), labels


class TensorIndices:
    """Boolean indexing into clones; special tokens one by one."""

    backends = ("torch",)

    def select_positions(ids, special_ids, u, rate=0.15):
        if ids.shape != u.shape:
            raise ValueError("shapes")
        special = torch.zeros_like(ids, dtype=torch.bool)
        for token in special_ids.tolist():
            special |= ids == token
        return torch.logical_and(u < rate, torch.logical_not(special))

    def mask_tokens(ids, chosen, u, random_ids, mask_id):
        inputs, labels = ids.clone(), torch.full_like(ids, -100)
        labels[chosen] = ids[chosen]
        inputs[chosen & (u < 0.8)] = mask_id
        replaced = chosen & (u >= 0.8) & (u < 0.9)
        inputs[replaced] = random_ids[replaced]
        return inputs, labels
