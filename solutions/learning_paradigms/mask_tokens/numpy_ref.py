import numpy as np


def select_positions(ids, special_ids, u, rate=0.15):
    r"""Choose the tokens that the model will have to predict.

    Args:
        ids: tokens, shape (n, t), int.
        special_ids: ids that are never chosen, shape (m,), int.
        u: uniform draws from [0, 1), shape (n, t); a token is chosen when its draw is below rate.
        rate: the probability to be chosen.
    Returns:
        True where a token is chosen, shape (n, t), bool.
    Raises:
        ValueError: ids and u differ in shape.
    Source: Devlin, Chang, Lee & Toutanova 2019, section 3.1.

    >>> select_positions(np.array([[1, 8]]), np.array([0, 1]), np.array([[0.1, 0.1]]))
    array([[False,  True]])
    """
    if ids.shape != u.shape:
        raise ValueError(f"select_positions: ids {ids.shape} and u {u.shape} differ in shape.")
    ### BEGIN SOLUTION
    return (u < rate) & ~np.isin(ids, special_ids)
    ### END SOLUTION


def mask_tokens(ids, chosen, u, random_ids, mask_id):
    r"""Hide the chosen tokens (80 % mask, 10 % random, 10 % kept) and write down the answers.

    Args:
        ids: tokens, shape (n, t), int.
        chosen: True where the model must predict, shape (n, t), bool.
        u: uniform draws from [0, 1), shape (n, t): below 0.8 mask, below 0.9 random, else keep.
        random_ids: the token to use where the draw says "random", shape (n, t), int.
        mask_id: id of the mask token, int.
    Returns:
        (inputs, labels), both of shape (n, t) and dtype of ids; labels are -100 where not chosen.
    Source: Devlin, Chang, Lee & Toutanova 2019, section 3.1.

    >>> chosen, u = np.array([[True, False]]), np.array([[0.5, 0.5]])
    >>> mask_tokens(np.array([[8, 9]]), chosen, u, np.array([[4, 4]]), 3)
    (array([[3, 9]]), array([[   8, -100]]))
    """
    masked = chosen & (u < 0.8)
    ### BEGIN SOLUTION
    replaced = chosen & (u < 0.9)  # and not masked: the outer choice below comes first
    inputs = np.where(masked, mask_id, np.where(replaced, random_ids, ids))
    return inputs, np.where(chosen, ids, -100)
    ### END SOLUTION
