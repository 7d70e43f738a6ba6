import torch


@torch.no_grad()  # the gradients are yours: nothing needs to be recorded
def block_backward(dZ, X, parts, order):
    r"""Gradients of a Transformer block, from those of its parts.

    Write the gradient yourself: no autograd.

    Args:
        dZ: gradient of the loss with respect to the block's output, shape (..., d), float tensor.
        X: the block's input, shape (..., d), same dtype.
        parts: (norm1, attention, norm2, mlp), each a pair (forward, backward) with
            forward(X) -> Y and backward(dY, X) -> (dX, gradients).
        order: "pre" or "post".
    Returns:
        (dX, gradients): dX of the shape and dtype of X; a list of four dictionaries.
    Raises:
        ValueError: order is another word.
    Source: Vaswani et al. 2017, section 3.1 (post); Xiong et al. 2020 (pre).

    >>> same = (lambda X: X, lambda dY, X: (dY, {}))
    >>> block_backward(torch.tensor([1.0]), torch.tensor([5.0]), [same] * 4, "pre")
    (tensor([4.]), [{}, {}, {}, {}])
    """
    (norm1, norm1_back), (attention, attention_back) = parts[:2]
    (norm2, norm2_back), (mlp, mlp_back) = parts[2:]
    ### BEGIN SOLUTION
    if order not in ("pre", "post"):
        raise ValueError(f'block_backward: order must be "pre" or "post"; got {order!r}.')
    if order == "pre":
        N1 = norm1(X)
        Y = X + attention(N1)
        dN2, of_mlp = mlp_back(dZ, norm2(Y))
        through, of_norm2 = norm2_back(dN2, Y)
        dY = dZ + through
        dN1, of_attention = attention_back(dY, N1)
        through, of_norm1 = norm1_back(dN1, X)
        dX = dY + through
    else:
        U = X + attention(X)
        Y = norm1(U)
        dV, of_norm2 = norm2_back(dZ, Y + mlp(Y))
        through, of_mlp = mlp_back(dV, Y)
        dU, of_norm1 = norm1_back(dV + through, U)
        through, of_attention = attention_back(dU, X)
        dX = dU + through
    return dX, [of_norm1, of_attention, of_norm2, of_mlp]
    ### END SOLUTION
