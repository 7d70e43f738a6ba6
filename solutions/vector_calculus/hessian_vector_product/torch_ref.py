import torch


def softmax_regression_hvp(V, W, X, lam):
    r"""Hessian of softmax regression's loss at W, times the direction V, without the Hessian.

    Written out: no autograd and no torch.func.

    Args:
        V: direction, shape (d, k), float tensor.
        W: weights, shape (d, k), same dtype.
        X: batch, shape (n, d), same dtype.
        lam: strength of the penalty, a number.
    Returns:
        H V, shape (d, k), same dtype.
    Raises:
        ValueError: V has not the shape of W.
    Source: Pearlmutter 1994.

    >>> softmax_regression_hvp(torch.eye(1, 2), torch.zeros(1, 2), torch.ones(1, 1), 0.0)
    tensor([[ 0.2500, -0.2500]])
    """
    if V.shape != W.shape:
        raise ValueError(
            f"softmax_regression_hvp: V must have shape {[*W.shape]}; got {[*V.shape]}."
        )
    ### BEGIN SOLUTION
    P = torch.softmax(X @ W, dim=1)
    Z_dot = X @ V
    P_dot = P * (Z_dot - (P * Z_dot).sum(dim=1, keepdim=True))
    return X.T @ P_dot / len(X) + lam * V
    ### END SOLUTION


def hvp_by_differences(gradient, w, v, h):
    r"""Hessian times v by a central difference of the gradient, with a step of length h.

    Args:
        gradient: function of a tensor of the shape of w; returns the gradient there.
        w: the point, any shape, float tensor.
        v: direction, shape of w, float tensor; its length does not matter.
        h: length of the step, positive.
    Returns:
        H v, shape of w, float64; zeros if v is zero.
    Raises:
        ValueError: v has not the shape of w.
    Source: Pearlmutter 1994.

    >>> hvp_by_differences(lambda w: 3 * w, torch.tensor([1.0, 2.0]), torch.tensor([0.0, 5.0]), 0.5)
    tensor([ 0., 15.], dtype=torch.float64)
    """
    if v.shape != w.shape:
        raise ValueError(f"hvp_by_differences: v must have shape {[*w.shape]}; got {[*v.shape]}.")
    ### BEGIN SOLUTION
    w, v = w.detach().double(), v.detach().double()
    length = torch.linalg.vector_norm(v)
    if length == 0:
        return torch.zeros_like(w)
    step = h * (v / length)
    return length * (gradient(w + step) - gradient(w - step)) / (2 * h)
    ### END SOLUTION
