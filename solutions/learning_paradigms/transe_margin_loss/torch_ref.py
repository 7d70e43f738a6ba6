import torch


def transe_distance(entities, relations, triples, order=2):
    r"""Length of $e_h + r_r - e_t$ for each triple; 0 for a triple that fits exactly.

    Args:
        entities: one vector for each entity, shape (m, d), float tensor.
        relations: one vector for each relation, shape (k, d), same dtype.
        triples: columns head, relation, tail, shape (n, 3), int tensor.
        order: 2 for the Euclidean length, 1 for the sum of absolute values.
    Returns:
        Distances, shape (n,), same dtype as entities.
    Source: Bordes, Usunier, Garcia-Duran, Weston & Yakhnenko 2013, section 2.

    >>> entities, relations = torch.tensor([[0.0], [5.0]]), torch.tensor([[2.0]])
    >>> transe_distance(entities, relations, torch.tensor([[0, 0, 1]]))
    tensor([3.])
    """
    ### BEGIN SOLUTION
    h, r, t = triples.T
    return torch.linalg.vector_norm(entities[h] + relations[r] - entities[t], ord=order, dim=1)
    ### END SOLUTION


def corrupt_triples(triples, replace_head, candidates, known):
    r"""Make one false triple from each: the first candidate whose triple is not known.

    Args:
        triples: columns head, relation, tail, shape (n, 3), int tensor.
        replace_head: True to exchange the head, False the tail, shape (n,), bool tensor.
        candidates: entities to try, in this order, shape (n, c), int tensor.
        known: all true triples, shape (m, 3), int tensor.
    Returns:
        The false triples, shape (n, 3), int64.
    Raises:
        ValueError: every candidate of some triple makes a known triple.
    Source: Bordes, Usunier, Garcia-Duran, Weston & Yakhnenko 2013, section 2.

    >>> known = torch.tensor([[0, 0, 1]])
    >>> corrupt_triples(known, torch.tensor([False]), torch.tensor([[1, 2]]), known)
    tensor([[0, 0, 2]])
    """
    facts = {tuple(row) for row in known.tolist()}
    rows = []
    for (h, r, t), head, entities in zip(
        triples.tolist(), replace_head.tolist(), candidates.tolist()
    ):
        ### BEGIN SOLUTION
        tried = [(e, r, t) if head else (h, r, e) for e in entities]
        false = [triple for triple in tried if triple not in facts]
        if not false:
            raise ValueError(f"corrupt_triples: all of {tried} are known; draw more candidates.")
        rows.append(false[0])
        ### END SOLUTION
    return torch.tensor(rows)


def margin_loss(true, false, margin=1.0):
    r"""Mean of $\max(0, \gamma + d_{\text{true}} - d_{\text{false}})$ over the pairs.

    Args:
        true: distances of true triples, shape (n,), float tensor.
        false: distances of the false triples made from them, same shape and dtype.
        margin: how much farther off a false triple should be, a number.
    Returns:
        The loss, a tensor of shape (), that gradients flow through.
    Raises:
        ValueError: the shapes differ.
    Source: Bordes, Usunier, Garcia-Duran, Weston & Yakhnenko 2013, section 2.

    >>> float(margin_loss(torch.tensor([1.0]), torch.tensor([1.5])))
    0.5
    """
    ### BEGIN SOLUTION
    if true.shape != false.shape:
        raise ValueError(f"margin_loss: shapes {true.shape} and {false.shape} differ.")
    return torch.relu(margin + true - false).mean()
    ### END SOLUTION
