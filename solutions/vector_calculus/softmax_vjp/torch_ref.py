import torch


def softmax_vjp(dP, P):
    r"""Take the upstream gradient of each row's softmax back to its logits.

    Written out: no autograd.

    Args:
        dP: $\partial \mathrm{loss} / \partial P$, shape (n, k), float tensor.
        P: probabilities from the forward pass, shape (n, k), same dtype.
    Returns:
        dZ, shape (n, k), same dtype; each row sums to 0.
    Raises:
        ValueError: dP and P are not two-dimensional tensors of one shape.
    Source: Bridle 1990.

    >>> softmax_vjp(torch.tensor([[1.0, 0.0]]), torch.tensor([[0.5, 0.5]]))
    tensor([[ 0.2500, -0.2500]])
    """
    if dP.ndim != 2 or dP.shape != P.shape:
        raise ValueError(
            f"softmax_vjp: expected two tensors (n, k); got {[*dP.shape]}, {[*P.shape]}."
        )
    ### BEGIN SOLUTION
    mean = (P * dP).sum(dim=1, keepdim=True)  # of dP, under the row's probabilities
    return P * (dP - mean)
    ### END SOLUTION


def log_softmax_vjp(dY, Y):
    r"""Take the upstream gradient of each row's log-softmax back to its logits.

    Written out: no autograd.

    Args:
        dY: $\partial \mathrm{loss} / \partial Y$, shape (n, k), float tensor.
        Y: log-probabilities from the forward pass, shape (n, k), same dtype; may be -inf.
    Returns:
        dZ, shape (n, k), same dtype; each row sums to 0.
    Raises:
        ValueError: dY and Y are not two-dimensional tensors of one shape.
    Source: Bridle 1990.

    >>> log_softmax_vjp(torch.tensor([[-1.0, 0.0]]), torch.log(torch.tensor([[0.5, 0.5]])))
    tensor([[-0.5000,  0.5000]])
    """
    if dY.ndim != 2 or dY.shape != Y.shape:
        raise ValueError(
            f"log_softmax_vjp: expected two tensors (n, k); got {[*dY.shape]}, {[*Y.shape]}."
        )
    ### BEGIN SOLUTION
    return dY - torch.exp(Y) * dY.sum(dim=1, keepdim=True)
    ### END SOLUTION


def log_softmax_jvp(V, Y):
    r"""How each row's log-softmax changes when its logits move along V.

    Written out: no autograd and no torch.func.

    Args:
        V: direction in the logits, shape (n, k), float tensor.
        Y: log-probabilities at the logits, shape (n, k), same dtype, finite.
    Returns:
        The directional derivative of Y, shape (n, k), same dtype.
    Raises:
        ValueError: V and Y are not two-dimensional tensors of one shape.
    Source: Griewank & Walther 2008, section 3.1.

    >>> log_softmax_jvp(torch.tensor([[1.0, 0.0]]), torch.log(torch.tensor([[0.5, 0.5]])))
    tensor([[ 0.5000, -0.5000]])
    """
    if V.ndim != 2 or V.shape != Y.shape:
        raise ValueError(
            f"log_softmax_jvp: expected two tensors (n, k); got {[*V.shape]}, {[*Y.shape]}."
        )
    ### BEGIN SOLUTION
    return V - (torch.exp(Y) * V).sum(dim=1, keepdim=True)
    ### END SOLUTION
